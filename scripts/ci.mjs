/**
 * What .ci/run runs: every check and, when they are fine, every test, with coverage; then where the time went, and a line
 * `N passed, N failed`, in which the checks count as one more. What waits for databases, servers and speech goes on beside
 * what does not where the machine is free for it.
 */
import { inProject } from './lib/paths.mjs';
import { say } from './lib/progress.mjs';
import { runAttached } from './lib/run.mjs';
import { closingLine, failureList, stageTable } from './lib/stages.mjs';
import { prepareTests, runTests } from './lib/test-runs.mjs';
import { selectTests } from './lib/test-selection.mjs';
import { runScript } from './setup/prepare.mjs';

const startedAtMs = Date.now();
const stages = [];
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const flaky = [];

/** @param {() => Promise<T>} work @param {(result: T) => boolean} isFine @template T */
async function stage(name, work, isFine) {
  const stageStartedAtMs = Date.now();
  let result;
  try {
    result = await work();
    return result;
  } finally {
    stages.push({
      name,
      isFine: result !== undefined && isFine(result),
      tookMs: Date.now() - stageStartedAtMs,
    });
  }
}

async function runAll() {
  const check = [inProject('scripts/check.mjs')];
  const code = await stage(
    'checks',
    () => runAttached(process.execPath, check),
    (is) => is === 0,
  );
  if (code !== 0) {
    total.failed += 1;
    say('A check failed: the tests are not run.');
    return;
  }
  total.passed += 1;
  const selection = selectTests([]);
  const node = await stage('set-up', () => prepareTests(selection.projects), Boolean);
  const tests = await runTests(node, selection, true);
  stages.push(...tests.stages);
  failures.push(...tests.failures);
  flaky.push(...tests.flaky);
  for (const key of Object.keys(total)) total[key] += tests.total[key];
}

await runScript(async () => {
  try {
    await runAll();
  } catch (error) {
    // A set-up step that did not work, for one.
    total.failed += 1;
    throw error;
  } finally {
    const table = stageTable(stages, Date.now() - startedAtMs);
    const failed = failureList(failures, flaky);
    process.stdout.write(`\n${table}\n${failed}\n${closingLine(total)}\n`);
  }
  return total.failed === 0 ? 0 : 1;
});
