import type { VoiceClient } from '../voice/voice-client';
import type { Account } from '../voice/voice-view';

/** Who is logged in, and the way out. */
export function AccountMenu({
  client,
  account,
}: {
  readonly client: VoiceClient;
  readonly account: Account;
}) {
  return (
    <span className="account">
      <span className="account-name" data-testid="account-name" title={account.name}>
        {account.name}
      </span>
      <button
        type="button"
        className="quiet"
        data-testid="log-out"
        onClick={() => void client.logOut()}
      >
        Log out
      </button>
    </span>
  );
}
