import { useQuery } from '@tanstack/react-query';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { type Me, meQuery } from '../common/me';
import { useTitle } from '../common/use-title';
import { PersonData } from '../people/person-data';
import { PersonMemory } from '../people/person-memory';
import { DiscordLink } from './discord-link';
import { Logins } from './logins';

/** Who somebody is to the server and in Discord, where they are logged in, and what is remembered and kept of them. */
export function AccountPage() {
  const say = usePageSay();
  const { data: me, error, isPending, refetch } = useQuery(meQuery(useApi()));
  useTitle(say('frame.account'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      <PageHeader title={me?.user?.display_name ?? say('frame.account')} />
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {me !== undefined && <Own me={me} />}
    </main>
  );
}

function Own({ me: { user, scopes, login, discord } }: { readonly me: Me }) {
  const say = usePageSay();
  return (
    <>
      <section className="card" aria-labelledby="account-may">
        <h2 id="account-may">{say('account.may')}</h2>
        {user === null && <p data-testid="account-server">{say('account.is_server')}</p>}
        {user !== null && (
          <p className="row-about">
            <span>{say(`people.role.${user.role}`)}</span>
            {user.email !== null && <span>{user.email}</span>}
          </p>
        )}
        <ul className="told">
          {scopes.map((scope) => (
            <li key={scope}>{say(`scope.${scope}.hint`)}</li>
          ))}
        </ul>
      </section>
      {login !== null && <Logins />}
      {user !== null && <DiscordLink discord={discord} />}
      {user !== null && scopes.includes('read') && <PersonMemory userId={user.id} />}
      {user !== null && <PersonData userId={user.id} name={user.display_name} />}
    </>
  );
}
