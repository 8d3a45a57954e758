import { setTimeout as sleep } from 'node:timers/promises';

/** A net under what never comes to be: a busy machine takes its time. */
const PATIENCE_MS = 90_000;

/** Asks until the answer satisfies `isDone`; fails with the last answer or error after `timeoutMs`. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  isDone: (answer: T) => boolean,
  timeoutMs = PATIENCE_MS,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    let last: string;
    try {
      const answer = await ask();
      if (isDone(answer)) return answer;
      last = JSON.stringify(answer);
    } catch (error) {
      last = String(error);
    }
    if (performance.now() > deadlineMs) {
      throw new Error(`not so within ${timeoutMs} ms; last: ${last}`);
    }
    await sleep(25);
  }
}
