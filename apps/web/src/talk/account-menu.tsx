import { useSay } from '../i18n/speech-context';
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
  const say = useSay();
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
        {say('talk.log_out')}
      </button>
    </span>
  );
}
