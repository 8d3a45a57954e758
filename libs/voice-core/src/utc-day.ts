/** Of UTC, where no day is longer than another. */
export const DAY_MS = 24 * 3_600_000;

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** When the day of UTC began in which a moment lies; both epoch ms. */
export function startOfUtcDay(atMs: number): number {
  return atMs - (atMs % DAY_MS);
}

/** The day of UTC in which a moment (epoch ms) lies, as `2026-12-03`. */
export function utcDate(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, DATE_LENGTH);
}
