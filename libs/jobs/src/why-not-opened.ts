import { errorCode } from '@vox/database';

/** Why a queue could not be opened, with the way out where it is ours to know. */
export function whyNotOpened(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown';
  // What a pooler says to the search_path that the queue's connections begin with.
  if (/startup parameter/u.test(message)) {
    return `a pooler: ${message}; name PostgreSQL itself, or put the queue on Redis (REDIS_URL)`;
  }
  return errorCode(error) ?? message;
}
