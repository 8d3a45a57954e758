import { Link } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';

import { useSay } from '../i18n/speech-context';
import { useAccess, useServer } from '../server/server-context';
import { AgentsIcon } from '../ui/icons';

/** Who is logged in, or has given a key: the way to what is theirs, and the way out. */
export function AccountMenu() {
  const say = useSay();
  const { client } = useServer();
  const { hasKey } = useAccess();
  const { account } = useSyncExternalStore(client.store.subscribe, client.store.get);
  if (account === null && !hasKey) return null;
  return (
    <>
      <Link to="/account" className="quiet">
        <AgentsIcon />
        <span className="visually-hidden">{say('frame.account')}</span>
        <span className="account-name wide-only" data-testid="account-name">
          {account?.name ?? say('talk.api_key')}
        </span>
      </Link>
      <button
        type="button"
        className="quiet"
        data-testid="log-out"
        onClick={() => void client.logOut()}
      >
        {say('talk.log_out')}
      </button>
    </>
  );
}
