import { answerWithin, SystemClock } from '@vox/voice-core';

/**
 * Settles as `work` does, or rejects after `timeoutMs` in which this process would have noticed an answer; work that
 * settles later is nobody's news.
 */
export async function withTimeout<T>(
  work: Promise<T>,
  timeoutMs: number,
  what: string,
): Promise<T> {
  const answer = await answerWithin(new SystemClock(), timeoutMs, work);
  if (answer === undefined) throw new Error(`${what} within ${timeoutMs} ms`);
  return answer.value;
}
