import { isDatabaseUnavailable } from '@vox/database';
import type { Clock } from '@vox/voice-core';

/** A turn may wait this long for the database; then it goes on without. */
const DEADLINE_MS = 1000;

/** After a failure the database is left alone this long, so that only one turn in a while pays the deadline. */
const COOL_DOWN_MS = 3000;

/** The database is down or too slow for a conversation. Whoever meets it has an answer without it. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

/** Lets queries through while the database answers in time. */
export class DatabaseGate {
  #closedUntilMs = -Infinity;

  constructor(private readonly clock: Clock) {}

  /**
   * @throws DatabaseUnavailableError when the database is down, late, or was so a moment ago; other
   * errors of `query` as they are.
   */
  async run<T>(query: () => Promise<T>): Promise<T> {
    if (this.clock.nowMs() < this.#closedUntilMs) {
      throw new DatabaseUnavailableError('the database did not answer a moment ago');
    }
    const deadline = new AbortController();
    const late = this.clock
      .sleepUntil(this.clock.nowMs() + DEADLINE_MS, deadline.signal)
      .then((): never => {
        throw new DatabaseUnavailableError(`no answer within ${DEADLINE_MS} ms`);
      });
    // It loses the race whenever the query is in time.
    late.catch(() => undefined);
    try {
      return await Promise.race([query(), late]);
    } catch (error) {
      const isUnavailable = error instanceof DatabaseUnavailableError;
      if (!isUnavailable && !isDatabaseUnavailable(error)) throw error;
      this.#closedUntilMs = this.clock.nowMs() + COOL_DOWN_MS;
      if (isUnavailable) throw error;
      throw new DatabaseUnavailableError('the database is down', { cause: error });
    } finally {
      deadline.abort();
    }
  }
}
