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
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, delayMs);
      signal?.addEventListener('abort', done, { once: true });
    });
  }
}
