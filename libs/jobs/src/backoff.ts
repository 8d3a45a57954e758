const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;

/** Name of the strategy in a job's options; the workers bring the function. */
export const BACKOFF_TYPE = 'capped-exponential';

/** About a week of tries at the longest delay: an outage over a weekend loses nothing. */
export const MAX_ATTEMPTS = 10_000;

/** Delay before the try after `attemptsMade` failed ones: doubles up to a minute, a quarter of it random. */
export function backoffMs(attemptsMade: number, random: () => number = Math.random): number {
  const fullMs = Math.min(FIRST_DELAY_MS * 2 ** Math.min(attemptsMade - 1, 16), LONGEST_DELAY_MS);
  return Math.round(fullMs * (0.75 + 0.25 * random()));
}
