import { isDatabaseUnavailable } from '@vox/database';
import { answerWithin, type Clock } from '@vox/voice-core';

/** A turn may wait this long for the database; then it goes on without. */
const DEADLINE_MS = 1000;

/** As long as something else of the database is late: it is likely to be all of it. */
const SHORT_DEADLINE_MS = 250;

/** While a late query is still not answered, others of its kind are let through this often, to see whether they are. */
const PROBE_AFTER_MS = 3000;

/** What a query reads: a table that is locked says nothing of another one. */
export type QueryKind = 'agents' | 'sessions';

/** The database is down or too slow for a conversation. Whoever meets it has an answer without it, or says so. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

/** A query that was late, and is not answered yet. */
type Stuck = { readonly sinceMs: number };

/**
 * Lets queries through while the database answers in time.
 *
 * One query that is late makes the others of its kind go without at once, until it is answered after all: only one
 * turn in a while pays the deadline. A database that refuses costs no time, so every query finds out for itself.
 */
export class DatabaseGate {
  readonly #stuck = new Map<QueryKind, Stuck>();

  constructor(private readonly clock: Clock) {}

  /**
   * @param patienceMs Waits this long instead of the usual deadline, and also while others of its kind are late.
   * @throws DatabaseUnavailableError when the database is down, late, or was so a moment ago and still is; other
   * errors of `query` as they are.
   */
  async run<T>(kind: QueryKind, query: () => Promise<T>, patienceMs?: number): Promise<T> {
    if (patienceMs === undefined && this.#isShut(kind)) {
      throw new DatabaseUnavailableError('an earlier question is not answered yet');
    }
    const deadlineMs = patienceMs ?? (this.#isShut() ? SHORT_DEADLINE_MS : DEADLINE_MS);
    const asked = query();
    try {
      const answer = await answerWithin(this.clock, deadlineMs, asked);
      if (answer !== undefined) return answer.value;
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      throw new DatabaseUnavailableError('the database is down', { cause: error });
    }
    this.#shut(kind, asked);
    throw new DatabaseUnavailableError(`no answer within ${deadlineMs} ms`);
  }

  /** Whether queries of `kind`, or of any, go without the database now. */
  #isShut(kind?: QueryKind): boolean {
    const stuck = kind === undefined ? [...this.#stuck.values()] : [this.#stuck.get(kind)];
    const sinceMs = this.clock.nowMs() - PROBE_AFTER_MS;
    return stuck.some((query) => query !== undefined && query.sinceMs > sinceMs);
  }

  #shut(kind: QueryKind, late: Promise<unknown>): void {
    const stuck: Stuck = { sinceMs: this.clock.nowMs() };
    this.#stuck.set(kind, stuck);
    const open = () => {
      if (this.#stuck.get(kind) === stuck) this.#stuck.delete(kind);
    };
    void late.then(open, open);
  }
}
