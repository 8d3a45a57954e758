import { createHistogram } from 'node:perf_hooks';

import type { BenchSession } from './bench-session';

const TICK_MS = 2;
const MICROSECONDS = 1000;

/**
 * Feeds all sessions in real time from one timer: at each tick every frame that is due, late ones too.
 *
 * A tick that comes late measures how long the event loop was held up. `stop` releases the timer.
 */
export class Driver {
  /** How late ticks were, in µs. */
  readonly lateness = createHistogram();
  readonly #sessions: readonly BenchSession[];
  readonly #timer: NodeJS.Timeout;
  #tickedAtMs = performance.now();

  constructor(sessions: readonly BenchSession[]) {
    this.#sessions = sessions;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const nowMs = performance.now();
    const lateMs = Math.max(0, nowMs - this.#tickedAtMs - TICK_MS);
    // A histogram takes whole numbers from 1.
    this.lateness.record(Math.max(1, Math.round(lateMs * MICROSECONDS)));
    this.#tickedAtMs = nowMs;
    for (const session of this.#sessions) {
      while (session.nextFrameAtMs <= nowMs) session.feed();
    }
  }
}
