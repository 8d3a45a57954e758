const FRAME_MS = 20;

type Due = { readonly dueMs: number; readonly act: () => void };

/**
 * One clock for everything that the stand-in sends in real time: whoever speaks does so on its 20 ms grid, which does not
 * drift. Times are `performance.now()`.
 */
export class Pacer {
  readonly #originMs = performance.now();
  readonly #queue: Due[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** The first instant of the grid from `atMs` on, but not in the past, as a count of frames since its origin. */
  tickFrom(atMs = 0): number {
    return Math.ceil((Math.max(atMs, performance.now()) - this.#originMs) / FRAME_MS);
  }

  /** When a tick is. */
  atMs(tick: number): number {
    return this.#originMs + tick * FRAME_MS;
  }

  /** Calls `act` at `dueMs`; those due at the same time in the order of scheduling. */
  schedule(dueMs: number, act: () => void): void {
    let at = this.#queue.length;
    while (at > 0 && (this.#queue[at - 1]?.dueMs ?? 0) > dueMs) at--;
    this.#queue.splice(at, 0, { dueMs, act });
    if (at === 0) this.#arm();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const [next] = this.#queue;
    if (next === undefined) return;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, next.dueMs - performance.now()));
  }

  #run(): void {
    // Timers fire up to a millisecond early.
    while ((this.#queue[0]?.dueMs ?? Infinity) <= performance.now() + 0.5) {
      this.#queue.shift()?.act();
    }
    this.#arm();
  }
}
