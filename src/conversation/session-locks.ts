import { answerWithin, CapacityError, type Clock } from '@vox/voice-core';

export type LockMetrics = {
  /** Callers that found their session locked. */
  readonly lockWaits: number;
  /** Those of them that gave up. */
  readonly lockTimeouts: number;
};

/** One at a time per session, first come first served. Forgets a session when nobody waits for it. */
export class SessionLocks {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #counts = { lockWaits: 0, lockTimeouts: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: number,
  ) {}

  get metrics(): LockMetrics {
    return { ...this.#counts };
  }

  /** @throws CapacityError when the session stays locked for the whole timeout; `work` then never runs. */
  async run<T>(sessionId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(sessionId);
    let release: () => void = () => undefined;
    const mine = new Promise<void>((resolve) => (release = resolve));
    const tail = (before ?? Promise.resolve()).then(() => mine);
    this.#tails.set(sessionId, tail);
    void tail.then(() => {
      if (this.#tails.get(sessionId) === tail) this.#tails.delete(sessionId);
    });
    try {
      if (before !== undefined) await this.#waitFor(before);
      return await work();
    } finally {
      release();
    }
  }

  async #waitFor(before: Promise<void>): Promise<void> {
    this.#counts.lockWaits++;
    if ((await answerWithin(this.clock, this.timeoutMs, before)) !== undefined) return;
    this.#counts.lockTimeouts++;
    throw new CapacityError('the session is busy', this.timeoutMs);
  }
}
