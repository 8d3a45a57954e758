import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { useGroupRequests } from './groups';

/** An invite that somebody has followed: nothing is joined before they say so. */
export function JoinCard({ token }: { readonly token: string }) {
  const say = usePageSay();
  const { join } = useGroupRequests();
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const joinNow = async () => {
    setIsBusy(true);
    try {
      const { id } = await join(token);
      // The invite is in the history of the browser no longer.
      await navigate({ to: '/groups/$id', params: { id }, replace: true });
    } catch (refused) {
      setError(refused);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <section className="card" aria-labelledby="group-join">
      <h2 id="group-join">{say('groups.invited')}</h2>
      <p>{say('groups.invited_hint')}</p>
      {error !== null && <Failure error={error} />}
      <div className="card-actions">
        <button
          type="button"
          className="primary"
          data-testid="join-group"
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) void joinNow();
          }}
        >
          {say('groups.join')}
        </button>
      </div>
    </section>
  );
}
