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

/** @param {import('./jest.mjs').Failure} failure */
function failureLine({ path, title, reason }) {
  return `${[path, title].filter(Boolean).join(' › ')}${path === undefined ? '' : ': '}${reason}`;
}

/**
 * Each test that failed, in one line, and each that passed when its file was run again: what a run printed of it is far above
 * its end, and may be cut off where it is kept.
 * @param {import('./jest.mjs').Failure[]} failures
 * @param {import('./jest.mjs').Failure[]} flaky
 */
export function failureList(failures, flaky) {
  const lines = [
    ...failures.map((failure) => `FAILED  ${failureLine(failure)}`),
    ...flaky.map((failure) => `FLAKY   ${failureLine(failure)}`),
  ];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

/**
 * The line that a run of tests ends with, which CI reads.
 * @param {import('./jest.mjs').Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
