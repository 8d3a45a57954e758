import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { formatWhen } from '../../ui/formats';
import { Trouble } from '../../ui/trouble';
import { PagedList } from '../common/paged-list';
import { useAttempt } from '../common/use-attempt';
import { failedJobsQuery, type Job, useJobActions } from './jobs';

/** Background work that was given up: why, and whether it is tried again or dropped. */
export function FailedJobs() {
  const { say } = useSpeech();
  const query = useInfiniteQuery(failedJobsQuery(useApi()));
  return (
    <section className="jobs" aria-labelledby="failed-jobs" data-testid="failed-jobs">
      <h2 id="failed-jobs">{say('jobs.failed')}</h2>
      <PagedList query={query} testId="job" empty={<p className="lead">{say('jobs.none')}</p>}>
        {(job) => <JobRow job={job} />}
      </PagedList>
    </section>
  );
}

function JobRow({ job }: { readonly job: Job }) {
  const { say, locale } = useSpeech();
  const { retry, drop } = useJobActions();
  const attempt = useAttempt();
  const { id, name, reason, attempts_made: tries, finished_at, created_at, about } = job;
  const session = about['sessionId'] ?? about['session.id'];
  const when = formatWhen(finished_at ?? created_at, locale, new Date());
  return (
    <article className="row">
      <div className="row-text">
        <h3 className="row-title">
          <code>{name}</code>
        </h3>
        <p className="row-about">
          <span>{when}</span>
          <span>{say('jobs.tries', { count: tries })}</span>
          {session !== undefined && (
            <Link to="/conversations/$id" params={{ id: session }}>
              {say('turn.conversation')}
            </Link>
          )}
        </p>
        {reason !== null && <p className="job-reason">{reason}</p>}
      </div>
      <div className="row-controls">
        <button
          type="button"
          className="quiet"
          data-testid="retry"
          onClick={() => attempt.run(retry.mutateAsync(id))}
        >
          {say('jobs.retry')}
        </button>
        <button
          type="button"
          className="quiet"
          data-testid="drop"
          onClick={() => attempt.run(drop.mutateAsync(id))}
        >
          {say('jobs.drop')}
        </button>
      </div>
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </article>
  );
}
