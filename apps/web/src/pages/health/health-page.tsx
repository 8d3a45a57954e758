import { useQuery } from '@tanstack/react-query';

import type { PageKey } from '../../i18n/en/pages';
import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { meQuery } from '../common/me';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { FailedJobs } from './failed-jobs';
import { healthQuery, type Readiness } from './health';
import { toldBy } from './told';

type Part = NonNullable<Readiness['details'][string]>;

const NAMED: Readonly<Record<string, PageKey>> = {
  database: 'health.database',
  queue: 'health.queue',
  journal: 'health.journal',
  admission: 'health.admission',
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
  const { data: me } = useQuery(meQuery(useApi()));
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
      {/* Asked for only once it is known that it may be. */}
      {me?.scopes.includes('admin') === true && <FailedJobs />}
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
