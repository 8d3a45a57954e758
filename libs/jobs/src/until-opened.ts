import { setTimeout as sleep } from 'node:timers/promises';

import { isDatabaseUnavailable } from '@vox/database';

const RETRY_MS = 250;

/**
 * What `open` opens, tried again while its backend does not answer, for at most `timeoutMs`: a process that is busy with its own start
 * may look too late at an answer that came in time.
 *
 * @param open Told how long it may take, in ms; leaves nothing open when it rejects.
 * @throws what the last try threw; at once when the backend answered and refused.
 */
export async function untilOpened<T>(
  open: (timeoutMs: number) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await open(deadlineMs - performance.now());
    } catch (error) {
      const isLastTry = performance.now() + RETRY_MS >= deadlineMs;
      if (isLastTry || !isDatabaseUnavailable(error)) throw error;
    }
    await sleep(RETRY_MS);
  }
}
