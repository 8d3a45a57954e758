import { type ProviderHealth, ProviderError } from '@vox/voice-core';

import type { SttSeat } from './stt-seat';

/** Asks the servers for their health in the background, so that no utterance has to. */
export class SeatMonitor {
  readonly #last = new Map<SttSeat, ProviderHealth>();
  #timer: NodeJS.Timeout | undefined;
  #isChecking = false;

  constructor(private readonly seats: readonly SttSeat[]) {}

  /** What the engine said when it was asked last; undefined before that. */
  lastHealth(seat: SttSeat): ProviderHealth | undefined {
    return this.#last.get(seat);
  }

  start(intervalMs: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => {
      // A slow server must not pile up questions.
      if (!this.#isChecking) void this.checkAll();
    }, intervalMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Asks all engines now. Never rejects. */
  async checkAll(): Promise<void> {
    this.#isChecking = true;
    try {
      await Promise.all(this.seats.map((seat) => this.#check(seat)));
    } finally {
      this.#isChecking = false;
    }
  }

  async #check(seat: SttSeat): Promise<void> {
    const { recognizer, breaker } = seat;
    const wasHalfOpen = breaker.state === 'half-open';
    const wasUnreachable = breaker.lastError === 'connectivity';
    const health = await healthOf(seat);
    this.#last.set(seat, health);
    // Only now: a breaker that is half open lets one in, and an utterance must not go elsewhere for as long as a page takes.
    const admission = breaker.admit();
    if (!health.isHealthy) {
      admission?.failed(
        new ProviderError(`${recognizer.info.name}: unhealthy`, {
          kind: 'stt',
          provider: recognizer.info.name,
          category: 'connectivity',
        }),
      );
    } else if (wasHalfOpen && wasUnreachable) admission?.succeeded();
    // A good health page does not disprove failed transcriptions: only an utterance does.
    else admission?.abandoned();
  }
}

async function healthOf({ recognizer }: SttSeat): Promise<ProviderHealth> {
  try {
    return await recognizer.health();
  } catch {
    return { isHealthy: false, detail: 'The health check failed.' };
  }
}
