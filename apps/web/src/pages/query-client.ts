import { ApiRefusal } from '@vox/api-client';
import { QueryClient } from '@tanstack/react-query';

/** What was just shown is shown again at once, and asked for anew. */
const FRESH_MS = 5000;
/** A page that waits for its person to log in again is shown as it was: for a working day at least. */
const KEPT_MS = 12 * 3_600_000;
const MOST_RETRIES = 2;

let shown = { visit: 0, answers: createQueryClient() };

/** Answers of the server to whom a visit is of; those of the visit before are forgotten. */
export function answersFor(visit: number): QueryClient {
  if (visit !== shown.visit) {
    shown.answers.clear();
    shown = { visit, answers: createQueryClient() };
  }
  return shown.answers;
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
        // A refusal stays one; only what did not arrive, or found the server busy, is asked again.
        retry: (failures, error) => failures < MOST_RETRIES && !isRefusal(error),
      },
    },
  });
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiRefusal && error.status < 500 && error.status !== 429;
}
