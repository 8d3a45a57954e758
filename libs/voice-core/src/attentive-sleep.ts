import type { Clock } from './clock';

/** Short enough that one late slice costs little, long enough that a deadline costs no work. */
const SLICE_MS = 100;

/** A slice that ends later than this was one in which the process could notice nothing. */
const LATE_MS = 50;

/** A process that is late all the time must come to an end, too. */
const MAX_STRETCH = 5;

/**
 * Sleeps for `durationMs` in which this process would have noticed an answer: the deadline of a question that is
 * asked of another one.
 *
 * Timers run before input is read (Node's event loop), so after a stretch of busy work a deadline would pass before an
 * answer is seen that came long ago. A slice of the sleep that ended late is therefore slept again. Never rejects.
 */
export async function attentiveSleep(
  clock: Clock,
  durationMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const endMs = clock.nowMs() + durationMs * MAX_STRETCH;
  let leftMs = durationMs;
  while (leftMs > 0 && clock.nowMs() < endMs && signal?.aborted !== true) {
    const sliceMs = Math.min(leftMs, SLICE_MS);
    const dueMs = clock.nowMs() + sliceMs;
    await clock.sleepUntil(dueMs, signal);
    if (clock.nowMs() - dueMs <= LATE_MS) leftMs -= sliceMs;
  }
}

/**
 * What `work` gives, or undefined when it does not settle within `durationMs` in which this process would have noticed. An
 * answer that comes with the deadline is an answer. Work that settles later is nobody's news, also where it fails.
 *
 * @throws what `work` rejects with in time.
 */
export async function answerWithin<T>(
  clock: Clock,
  durationMs: number,
  work: Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const settled = new AbortController();
  const answer = work.then((value) => ({ value })).finally(() => settled.abort('superseded'));
  // It loses the race where it is late.
  answer.catch(() => undefined);
  const late = attentiveSleep(clock, durationMs, settled.signal).then(() =>
    settled.signal.aborted ? answer : undefined,
  );
  return Promise.race([answer, late]);
}
