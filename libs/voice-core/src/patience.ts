import type { Clock } from './clock';

/** How long something is waited for: so long from its last sign of life, and never longer than its limit. */
export class Patience {
  #limitMs: number;
  #untilMs: number;
  /** What it stands still for. */
  #holds = 0;
  #heldSinceMs = 0;
  #released = Promise.resolve();
  #resume: () => void = () => undefined;

  /** @param ms From now, and from each sign of life. @param maxMs From now. */
  constructor(
    private readonly clock: Clock,
    private readonly ms: number,
    maxMs: number,
  ) {
    this.#limitMs = clock.nowMs() + maxMs;
    this.#untilMs = Math.min(clock.nowMs() + ms, this.#limitMs);
  }

  renew(): void {
    this.#untilMs = Math.min(this.clock.nowMs() + this.ms, this.#limitMs);
  }

  /** The time that `work` takes does not count: somebody else is waited for. */
  async during<T>(work: Promise<T>): Promise<T> {
    if (this.#holds++ === 0) this.#hold();
    try {
      return await work;
    } finally {
      if (--this.#holds === 0) this.#release();
    }
  }

  /** Resolves when it is over, or `signal` aborts; not before that for which it stands still. */
  async over(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#holds > 0) await this.#released;
      else if (this.clock.nowMs() >= this.#untilMs) return;
      else await this.clock.sleepUntil(this.#untilMs, signal);
    }
  }

  #hold(): void {
    this.#heldSinceMs = this.clock.nowMs();
    this.#released = new Promise((resolve) => (this.#resume = resolve));
  }

  #release(): void {
    this.#limitMs += this.clock.nowMs() - this.#heldSinceMs;
    this.renew();
    this.#resume();
  }
}
