/** @typedef {{ name: string, isFine: boolean, tookMs: number }} Stage one step of a run, and its wall time */

/**
 * Where the time of a run went, one line a step.
 * @param {Stage[]} stages
 */
export function stageTable(stages) {
  const nameWidth = 20;
  const secondsWidth = 8;
  const line = (mark, name, tookMs) =>
    `${mark.padEnd(8)}${name.padEnd(nameWidth)}${(tookMs / 1000).toFixed(1).padStart(secondsWidth)} s`;
  const totalMs = stages.reduce((sum, { tookMs }) => sum + tookMs, 0);
  return [
    ...stages.map(({ name, isFine, tookMs }) => line(isFine ? 'ok' : 'FAILED', name, tookMs)),
    line('', 'together', totalMs),
  ].join('\n');
}

/**
 * The line that a run of tests ends with, which CI reads.
 * @param {import('./jest.mjs').Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
