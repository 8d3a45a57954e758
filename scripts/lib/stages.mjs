/** @typedef {{ name: string, isFine: boolean, tookMs: number }} Stage one step of a run, and its wall time */

/**
 * Where the time of a run went, one line a step. Steps may have gone on beside each other.
 * @param {Stage[]} stages
 * @param {number} wallMs of all of them together
 */
export function stageTable(stages, wallMs) {
  const nameWidth = 20;
  const secondsWidth = 8;
  const line = (mark, name, tookMs) =>
    `${mark.padEnd(8)}${name.padEnd(nameWidth)}${(tookMs / 1000).toFixed(1).padStart(secondsWidth)} s`;
  return [
    ...stages.map(({ name, isFine, tookMs }) => line(isFine ? 'ok' : 'FAILED', name, tookMs)),
    line('', 'together', wallMs),
  ].join('\n');
}

/**
 * Each test that failed, in one line: what a run printed of it is far above its end, and may be cut off where it is kept.
 * @param {string[]} failures
 */
export function failureList(failures) {
  return failures.length === 0 ? '' : `\n${failures.map((line) => `FAILED  ${line}`).join('\n')}\n`;
}

/**
 * The line that a run of tests ends with, which CI reads.
 * @param {import('./jest.mjs').Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
