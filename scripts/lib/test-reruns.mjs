/** @typedef {import('./jest.mjs').Failure} Failure */

/** More files than this that fail in one run are no accident, and are not run again. */
const mostFiles = 3;

const titled = (failures) => failures.filter(({ title }) => title !== undefined);

/** What a second run cannot tell anything about: a run as a whole, a file without tests that ran. */
const isBeyondTests = ({ path, hasNoTests }) => path === undefined || hasNoTests === true;

/** What stands of a file's failures after its second run. */
function compare(first, { failures: second, passed }) {
  if (passed === 0 || second.some(isBeyondTests)) {
    return { standing: [...first, ...second.filter(isBeyondTests)], flaky: [] };
  }
  const failedAgain = new Set(second.map(({ title }) => title));
  return { standing: second, flaky: first.filter(({ title }) => !failedAgain.has(title)) };
}

/**
 * Runs each file with a failed test once more and tells what fails again from what passes then: one of thousands of tests that
 * fails by chance would hide what the others say.
 * @param {Failure[]} failures of a whole run
 * @param {(failure: Failure) => Promise<import('./jest.mjs').Outcome>} runAlone runs the file of a failure with nothing beside it
 * @returns {Promise<{ failures: Failure[], flaky: Failure[], passed: number }>} what stands, what passed the second time, and how
 * many tests passed more than in the first run. All stands when more than three files failed, when a file could not run, or when
 * the run as a whole failed.
 */
export async function runFailedAgain(failures, runAlone) {
  const paths = new Set(failures.map(({ path }) => path));
  const asBefore = { failures, flaky: [], passed: 0 };
  if (paths.size > mostFiles || failures.some(isBeyondTests)) return asBefore;
  const result = { failures: [], flaky: [] };
  for (const path of paths) {
    const first = failures.filter((failure) => failure.path === path);
    const { standing, flaky } = compare(first, await runAlone(first[0]));
    result.failures.push(...standing);
    result.flaky.push(...flaky);
  }
  return { ...result, passed: titled(failures).length - titled(result.failures).length };
}
