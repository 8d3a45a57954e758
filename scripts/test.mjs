/**
 * `npm test`: all tests, after setting up what they need. Paths and parts of names choose: `npm test -- src/stt test/e2e`,
 * `npm test -- --selectProjects scenarios echo`; other options go to Jest. Without arguments it also measures coverage,
 * and runs a file with a failed test once more. Ends with a line `N passed, N failed`.
 */
import { closingLine, failureList, stageTable } from './lib/stages.mjs';
import { prepareTests, runTests } from './lib/test-runs.mjs';
import { selectTests } from './lib/test-selection.mjs';
import { runScript } from './setup/prepare.mjs';

await runScript(async () => {
  const startedAtMs = Date.now();
  const selection = selectTests(process.argv.slice(2));
  const node = await prepareTests(selection.projects);
  const isWhole = process.argv.length === 2;
  const { total, stages, failures, flaky } = await runTests(node, selection, isWhole);
  if (stages.length > 1) {
    process.stdout.write(`\n${stageTable(stages, Date.now() - startedAtMs)}\n`);
  }
  process.stdout.write(`${failureList(failures, flaky)}\n${closingLine(total)}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});
