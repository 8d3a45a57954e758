import { ApiRefusal } from '@vox/api-client';

import type { PageKey } from '../i18n/en/pages';
import { usePageSay } from '../i18n/speech-context';

type FailureProps = {
  readonly error: unknown;
  /** Asks again; absent where that makes no sense. */
  readonly onRetry?: () => void;
};

/** What the server refused, or that it does not answer, in a person's words and then in its own. */
export function Failure({ error, onRetry }: FailureProps) {
  const say = usePageSay();
  const isRefusal = error instanceof ApiRefusal;
  return (
    <div className="failure" role="alert" data-testid="failure">
      <p>{say(titleOf(error))}</p>
      {isRefusal && error.status !== 404 && <p className="failure-detail">{error.message}</p>}
      {onRetry !== undefined && (
        <button type="button" className="quiet" onClick={onRetry}>
          {say('talk.again')}
        </button>
      )}
    </div>
  );
}

/** What went wrong, in a person's words. */
export function titleOf(error: unknown): PageKey {
  if (!(error instanceof ApiRefusal)) return 'failure.unreachable';
  if (error.status === 403) return 'failure.forbidden';
  if (error.status === 404) return 'failure.not_found';
  return error.status >= 500 ? 'failure.broken' : 'failure.refused';
}
