const FIRST_DELAY_MS = 400;
const LONGEST_DELAY_MS = 3000;
/** Together about a minute: a restarted server is back by then. */
export const MAX_RECONNECT_ATTEMPTS = 22;

/** How long to wait before reconnect attempt `attempt` (from 0): doubling, with ±20 % spread so that clients do not return at once. */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(delayMs * (0.8 + 0.4 * random()));
}

/**
 * Resolves after `delayMs`, or at once when `signal` aborts or the network comes back. While the browser has none it resolves no
 * earlier: an attempt would be lost on that.
 */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(() => {
      if (navigator.onLine) done();
    }, delayMs);
    signal.addEventListener('abort', done);
    window.addEventListener('online', done);
    if (signal.aborted) done();
  });
}
