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

const ANSWER_TIMEOUT_MS = 5000;

/** What a queue answers to a question. Rejects when it takes longer than 5 s. */
export function answered<T>(asked: Promise<T>): Promise<T> {
  return withTimeout(asked, ANSWER_TIMEOUT_MS, 'no answer');
}
