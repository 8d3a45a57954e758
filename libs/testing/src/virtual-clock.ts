import { Clock } from '@vox/voice-core';

/** Some date; tests that print it look the same every day. */
const EPOCH_MS = Date.UTC(2026, 0, 1);

type Sleeper = { readonly atMs: number; readonly wake: () => void };

/** A clock that stands still until the test moves it. Starts at 0. */
export class VirtualClock extends Clock {
  #nowMs = 0;
  readonly #sleepers: Sleeper[] = [];

  override nowMs(): number {
    return this.#nowMs;
  }

  override wallMs(): number {
    return EPOCH_MS + this.#nowMs;
  }

  override sleepUntil(atMs: number, signal?: AbortSignal): Promise<void> {
    if (atMs <= this.#nowMs || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        const index = this.#sleepers.indexOf(sleeper);
        if (index !== -1) this.#sleepers.splice(index, 1);
        resolve();
      };
      const sleeper: Sleeper = { atMs, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** How many sleep now: zero at the end of a test that leaks nothing. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  /**
   * Moves the time forward by `ms`. Sleepers wake in order, each at its own time, and everything that
   * follows from one (promises, not I/O) has happened before the next wakes.
   */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settle();
    for (let next = this.#next(endMs); next !== undefined; next = this.#next(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
      await settle();
    }
    this.#nowMs = endMs;
    await settle();
  }

  /** Moves the time forward by `ms` in which this process noticed nothing: whoever was to wake meanwhile wakes at its end. */
  async stall(ms: number): Promise<void> {
    this.#nowMs += ms;
    await this.advance(0);
  }

  #next(endMs: number): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (sleeper.atMs <= endMs && (first === undefined || sleeper.atMs < first.atMs))
        first = sleeper;
    }
    return first;
  }
}

/** All microtasks, however long their chains, run before an immediate. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
