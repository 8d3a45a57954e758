import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer satisfies `isDone`; fails with the last answer or error after `timeoutMs`. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  isDone: (answer: T) => boolean,
  timeoutMs = 50_000,
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
