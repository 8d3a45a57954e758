import type { Clock } from '@vox/voice-core';

/** A burst, and what flows in afterwards (the token bucket of RFC 2697). */
export type Rate = { readonly burst: number; readonly perMinute: number };

const MINUTE_MS = 60_000;

/** How often something may happen: at once as often as the burst, and then as often as the rate. */
export class TokenBucket {
  #tokens: number;
  #filledAtMs: number;

  constructor(
    private readonly rate: Rate,
    private readonly clock: Pick<Clock, 'nowMs'>,
  ) {
    this.#tokens = rate.burst;
    this.#filledAtMs = clock.nowMs();
  }

  /** True, and counted, when it may happen now. */
  take(): boolean {
    this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** 0 when it may happen now. */
  waitMs(): number {
    this.#fill();
    return Math.ceil(Math.max(0, ((1 - this.#tokens) / this.rate.perMinute) * MINUTE_MS));
  }

  #fill(): void {
    const nowMs = this.clock.nowMs();
    const flowed = ((nowMs - this.#filledAtMs) / MINUTE_MS) * this.rate.perMinute;
    this.#tokens = Math.min(this.rate.burst, this.#tokens + flowed);
    this.#filledAtMs = nowMs;
  }
}
