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
  let stageMs = deadlines.firstItemMs ?? Infinity;
  let stage = 'first output';
  try {
    for (;;) {
      const askedAtMs = clock.nowMs();
      const endAtMs = askedAtMs + remainingMs;
      const dueAtMs = () => Math.min(Math.max(askedAtMs, workedAtMs) + stageMs, endAtMs);
      const step = await nextBefore(iterator, dueAtMs, clock, controller.signal);
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

async function nextBefore<T>(
  iterator: AsyncIterator<T>,
  dueAtMs: () => number,
  clock: Clock,
  signal: AbortSignal,
): Promise<IteratorResult<T, unknown> | 'late' | 'aborted'> {
  const next = iterator.next();
  const timer = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      const onAbort = () => resolve('aborted');
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true, signal: timer.signal });
      next.then(resolve, (error: unknown) => {
        if (signal.aborted) resolve('aborted');
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
      const sleep = (untilMs: number) => {
        if (!Number.isFinite(untilMs)) return;
        void clock.sleepUntil(untilMs, timer.signal).then(() => {
          if (timer.signal.aborted) return;
          if (dueAtMs() > untilMs) sleep(dueAtMs());
          else resolve('late');
        });
      };
      sleep(dueAtMs());
    });
  } finally {
    timer.abort();
    next.catch(() => undefined);
  }
}
