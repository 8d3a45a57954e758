/** Time, so that tests can own it. */
export abstract class Clock {
  /** Monotonic ms. */
  abstract nowMs(): number;
  /** Epoch ms, for records. */
  abstract wallMs(): number;
  /** Resolves at `atMs` of `nowMs`, or at once when that has passed or `signal` aborts. Never rejects. */
  abstract sleepUntil(atMs: number, signal?: AbortSignal): Promise<void>;
}

export class SystemClock extends Clock {
  /** Who sleeps until a signal. One listener for all of them: adding and removing one costs more than the sleep. */
  readonly #sleepers = new WeakMap<AbortSignal, Set<() => void>>();

  override nowMs(): number {
    return performance.now();
  }

  override wallMs(): number {
    return Date.now();
  }

  override sleepUntil(atMs: number, signal?: AbortSignal): Promise<void> {
    const delayMs = atMs - performance.now();
    if (delayMs <= 0 || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const sleepers = signal && this.#sleepersOf(signal);
      const wake = () => {
        sleepers?.delete(onAbort);
        resolve();
      };
      const timer = setTimeout(wake, delayMs);
      const onAbort = () => {
        clearTimeout(timer);
        resolve();
      };
      sleepers?.add(onAbort);
    });
  }

  #sleepersOf(signal: AbortSignal): Set<() => void> {
    const known = this.#sleepers.get(signal);
    if (known !== undefined) return known;
    const sleepers = new Set<() => void>();
    this.#sleepers.set(signal, sleepers);
    signal.addEventListener(
      'abort',
      () => {
        for (const wake of sleepers) wake();
        sleepers.clear();
      },
      { once: true },
    );
    return sleepers;
  }
}
