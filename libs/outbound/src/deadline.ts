import { type Clock, ProviderError } from '@vox/voice-core';

import type { ProviderId } from './provider';

/** Limits on the time for which a source is waited for; the reader's own time between items is not counted. */
export type Deadlines = {
  /** Until the first item. */
  readonly firstItemMs: number;
  /** Between items, and until the end. */
  readonly idleMs: number;
  /** For the whole stream. */
  readonly totalMs: number;
};

/** Says that a source works, though it has nothing to give yet: it is waited for as long again. */
export type SignOfLife = () => void;

/**
 * Yields from what `open` gives, within the deadlines.
 *
 * The signal handed to `open` aborts when `signal` does, when a deadline passes, and when the reader leaves: the
 * upstream connection closes in each case. An abort of `signal` ends the stream quietly.
 * @throws ProviderError of category `timeout` when a deadline passes.
 */
export async function* withDeadlines<T>(
  open: (signal: AbortSignal, works: SignOfLife) => AsyncIterable<T>,
  deadlines: Partial<Deadlines>,
  id: ProviderId,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  if (signal.aborted) return;
  const controller = new AbortController();
  const forward = () => controller.abort(signal.reason);
  signal.addEventListener('abort', forward, { once: true });
  let remainingMs = deadlines.totalMs ?? Infinity;
  let workedAtMs = -Infinity;
  const works = () => (workedAtMs = clock.nowMs());
  const iterator = open(controller.signal, works)[Symbol.asyncIterator]();
  const watch = new ItemWatch(iterator, clock, controller.signal);
  let stageMs = deadlines.firstItemMs ?? Infinity;
  let stage = 'first output';
  try {
    for (;;) {
      const askedAtMs = clock.nowMs();
      const endAtMs = askedAtMs + remainingMs;
      const dueAtMs = () => Math.min(Math.max(askedAtMs, workedAtMs) + stageMs, endAtMs);
      const step = await watch.next(dueAtMs);
      remainingMs -= clock.nowMs() - askedAtMs;
      if (step === 'aborted') return;
      if (step === 'late') {
        const what = remainingMs <= 0 ? 'whole answer' : stage;
        throw new ProviderError(`${id.provider}: no ${what} within its time limit`, {
          ...id,
          category: 'timeout',
        });
      }
      if (step.done === true) return;
      yield step.value;
      stageMs = deadlines.idleMs ?? Infinity;
      stage = 'further output';
    }
  } finally {
    signal.removeEventListener('abort', forward);
    controller.abort(signal.aborted ? signal.reason : 'superseded');
    // Not awaited: a source parked at a pending await settles only when that does.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

type Outcome<T> = IteratorResult<T, unknown> | 'late' | 'aborted';

/** Waits for the items of a source, one after the other, until each is due: by one listener and one timer for all of them, which cost more than an item. */
class ItemWatch<T> {
  #waiting:
    { readonly settle: (outcome: Outcome<T>) => void; readonly dueAtMs: () => number } | undefined;
  #wakesAtMs = Infinity;

  constructor(
    private readonly iterator: AsyncIterator<T>,
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.#settle('aborted'), { once: true });
  }

  /** @param dueAtMs May be later each time that it is asked. Rejects as the source does. */
  next(dueAtMs: () => number): Promise<Outcome<T>> {
    if (this.signal.aborted) return Promise.resolve('aborted');
    return new Promise((resolve, reject) => {
      this.#waiting = { settle: resolve, dueAtMs };
      this.iterator.next().then(
        (step) => {
          this.#waiting = undefined;
          resolve(step);
        },
        (error: unknown) => {
          this.#waiting = undefined;
          if (this.signal.aborted) resolve('aborted');
          else reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
      this.#wakeAt(dueAtMs());
    });
  }

  /** Nothing to do where it wakes before: it looks then when the item is due by now. */
  #wakeAt(atMs: number): void {
    if (atMs >= this.#wakesAtMs) return;
    this.#wakesAtMs = atMs;
    void this.clock.sleepUntil(atMs, this.signal).then(() => this.#onWake(atMs));
  }

  #onWake(atMs: number): void {
    if (this.#wakesAtMs === atMs) this.#wakesAtMs = Infinity;
    const dueAtMs = this.#waiting?.dueAtMs() ?? Infinity;
    if (dueAtMs > atMs) this.#wakeAt(dueAtMs);
    else this.#settle('late');
  }

  #settle(outcome: Outcome<T>): void {
    this.#waiting?.settle(outcome);
    this.#waiting = undefined;
  }
}
