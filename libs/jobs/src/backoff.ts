import type { JobRetries } from './job-catalogue';

/** Name of the strategy in a job's options; the workers bring the function. */
export const BACKOFF_TYPE = 'capped-exponential';

/** About a week of tries at the longest delay: an outage over a weekend loses nothing. */
export const MAX_ATTEMPTS = 10_000;

const STANDARD: JobRetries = {
  attempts: MAX_ATTEMPTS,
  firstDelayMs: 500,
  factor: 2,
  longestDelayMs: 60_000,
};

/** Delay before the try after `attemptsMade` failed ones: grows up to the longest, a quarter of it random. */
export function backoffMs(
  attemptsMade: number,
  random: () => number = Math.random,
  { firstDelayMs, factor, longestDelayMs }: JobRetries = STANDARD,
): number {
  const fullMs = Math.min(firstDelayMs * factor ** Math.min(attemptsMade - 1, 16), longestDelayMs);
  return Math.round(fullMs * (0.75 + 0.25 * random()));
}
