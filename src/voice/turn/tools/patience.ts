import type { Clock } from '@vox/voice-core';

/** How long something is waited for: so long from its last sign of life, and never longer than its limit. */
export class Patience {
  readonly #limitMs: number;
  #untilMs: number;

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

  /** Resolves when it is over, or `signal` aborts. */
  async over(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.clock.nowMs() < this.#untilMs) {
      await this.clock.sleepUntil(this.#untilMs, signal);
    }
  }
}
