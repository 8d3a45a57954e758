import { MAX_RECONNECT_ATTEMPTS, pause, reconnectDelayMs } from './backoff';
import { isWorthRetrying, type Problem, toProblem } from './problem';

/**
 * Joins again, after a pause each time, for as long as another attempt may do better.
 * @returns what the last attempt failed with; null once one did not, or `signal` aborted.
 */
export async function rejoin(
  join: () => Promise<void>,
  signal: AbortSignal,
): Promise<Problem | null> {
  let problem: Problem = { code: 'server_unreachable', detail: '' };
  for (let attempt = 0; attempt < MAX_RECONNECT_ATTEMPTS; attempt += 1) {
    await pause(reconnectDelayMs(attempt), signal);
    if (signal.aborted) return null;
    try {
      await join();
      return null;
    } catch (error) {
      if (signal.aborted) return null;
      problem = toProblem(error);
      if (!isWorthRetrying(problem.code)) break;
    }
  }
  return problem;
}
