import { getRouteApi, Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { Empty } from '../../ui/empty';
import { Failure } from '../../ui/failure';
import { NewIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { type ProviderRole, useProviders } from '../common/providers';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { ProviderCard } from './provider-card';

const ROLES: readonly ProviderRole[] = ['llm', 'stt', 'tts'];

const route = getRouteApi('/pages/providers');

/** The servers that answer, hear and speak: listed, tried out, added. */
export function ProvidersPage() {
  const say = usePageSay();
  const { role = 'llm' } = route.useSearch();
  const { data: providers, error, isPending, refetch } = useProviders(role);
  useTitle(say('server.providers'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/providers" />
      <PageHeader title={say('server.providers')} lead={say('providers.lead')}>
        <Link
          to="/providers/$role/new"
          params={{ role }}
          className="primary"
          data-testid="new-provider"
        >
          <NewIcon />
          {say('providers.new')}
        </Link>
      </PageHeader>
      <nav className="segments" aria-label={say('providers.roles')}>
        {ROLES.map((one) => (
          <Link
            key={one}
            to="/providers"
            search={{ role: one }}
            {...(one === role && { 'aria-current': 'true' as const })}
          >
            {say(`providers.role.${one}`)}
          </Link>
        ))}
      </nav>
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {providers?.length === 0 && <Empty title={say('providers.none')} />}
      <ul className="cards">
        {providers?.map((provider) => (
          <ProviderCard key={`${role} ${provider.id}`} role={role} provider={provider} />
        ))}
      </ul>
    </main>
  );
}
