import { type ApiClient, ApiRefusal, type Schemas } from '@vox/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';

import type { PageKey } from '../../i18n/en/pages';
import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { toldBy } from './told';

type Readiness = Schemas['Readiness'];
type Part = NonNullable<Readiness['details'][string]>;

/** Asked again this often while the page is open. */
const EVERY_MS = 10_000;

const NAMED: Readonly<Record<string, PageKey>> = {
  database: 'health.database',
  queue: 'health.queue',
  journal: 'health.journal',
  media: 'health.media',
  stt: 'health.stt',
  llm: 'health.llm',
  tts: 'health.tts',
  discord: 'health.discord',
};

/** What /health/ready knows, in a person's words, anew every ten seconds. */
export function HealthPage() {
  const say = usePageSay();
  const { data: health, error, isPending, refetch } = useQuery(healthQuery(useApi()));
  useTitle(say('server.health'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/health" />
      <PageHeader title={say('server.health')} />
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {health !== undefined && (
        <>
          <p className={`health-whole health-${health.status}`} data-testid="health" role="status">
            {say(`health.${health.status}`)}
          </p>
          <ul className="cards">
            {Object.entries(health.details).map(
              ([name, part]) =>
                part !== undefined && <PartCard key={name} name={name} part={part} />,
            )}
          </ul>
        </>
      )}
    </main>
  );
}

function PartCard({ name, part }: { readonly name: string; readonly part: Part }) {
  const say = usePageSay();
  const title = NAMED[name];
  return (
    <li className="card" data-testid="health-part" data-status={part.status}>
      <div className="agent-top">
        <h2 className="row-title">{title === undefined ? name : say(title)}</h2>
        <span className={`tag health-tag-${part.status}`}>{say(`health.part_${part.status}`)}</span>
      </div>
      <ul className="told">
        {toldBy(name, part).map((told, index) => (
          <li key={index}>{'words' in told ? told.words : say(told.key, told.values)}</li>
        ))}
      </ul>
    </li>
  );
}

function healthQuery(api: ApiClient) {
  return queryOptions({
    queryKey: ['health'],
    refetchInterval: EVERY_MS,
    queryFn: async ({ signal }): Promise<Readiness> => {
      const { data, error, response } = await api.GET('/health/ready', { signal });
      // 503 says which part is down: that is the answer, too.
      const told = data ?? error;
      if ('details' in told) return told;
      throw new ApiRefusal(response.status, `${response.status} ${response.statusText}`);
    },
  });
}
