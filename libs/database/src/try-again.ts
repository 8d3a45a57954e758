import { type Clock, SystemClock } from '@vox/voice-core';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5000;
/** Between two lines that say that we still wait. */
const TELL_EVERY_MS = 10_000;

export type TryAgainOptions = {
  /** How long it is tried. */
  readonly timeoutMs: number;
  /** Whether what failed may work in a while. */
  readonly mayPass: (error: unknown) => boolean;
  /** Told of the first vain try, and about every ten seconds from then on, why it was in vain. */
  readonly onWait?: (error: unknown) => void;
  /** What to throw for what failed last. */
  readonly givenUp?: (error: unknown) => Error;
  /** Ends the wait between two attempts. */
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock;
};

/**
 * What `attempt` gives, tried again with growing pauses while what fails may pass.
 *
 * @param attempt Told how long it may take, in ms; leaves nothing open when it rejects.
 * @throws what the last attempt threw, or what is made of it; at once when it will not pass; an AbortError when `signal` ends the wait.
 */
export async function tryAgain<T>(
  attempt: (leftMs: number) => Promise<T>,
  { timeoutMs, mayPass, onWait, givenUp, signal, clock = new SystemClock() }: TryAgainOptions,
): Promise<T> {
  const deadlineMs = clock.nowMs() + timeoutMs;
  let toldAtMs = -Infinity;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
    try {
      return await attempt(deadlineMs - clock.nowMs());
    } catch (error) {
      const nowMs = clock.nowMs();
      if (nowMs + delayMs >= deadlineMs || !mayPass(error)) throw givenUp?.(error) ?? error;
      if (nowMs - toldAtMs >= TELL_EVERY_MS) {
        toldAtMs = nowMs;
        onWait?.(error);
      }
    }
    await clock.sleepUntil(clock.nowMs() + delayMs, signal);
    if (signal?.aborted === true) throw new DOMException('The wait was ended', 'AbortError');
  }
}
