import { attentiveSleep, SystemClock } from '@vox/voice-core';

/**
 * Settles as `work` does, or rejects after `timeoutMs` in which this process would have noticed an answer; work that
 * settles later is nobody's news.
 */
export async function withTimeout<T>(
  work: Promise<T>,
  timeoutMs: number,
  what: string,
): Promise<T> {
  const settled = new AbortController();
  const timeout = attentiveSleep(new SystemClock(), timeoutMs, settled.signal).then(() => {
    throw new Error(`${what} within ${timeoutMs} ms`);
  });
  // It loses the race where the work is done in time.
  timeout.catch(() => undefined);
  try {
    return await Promise.race([work, timeout]);
  } finally {
    settled.abort();
  }
}
