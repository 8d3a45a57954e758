import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';

import { endWithUs, signalGroup } from './children.mjs';
import { toolEnvironment } from './node-runtime.mjs';
import { inProject, modelsDirectory, projectRoot } from './paths.mjs';
import { say } from './progress.mjs';

const pollMs = 1000;
const lingerMs = 30_000;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Jest, for Node's arguments. */
export const jestCommand = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  inProject('node_modules/jest/bin/jest.js'),
];

/** What Jest's environment has besides ours. */
export const jestEnvironment = () => ({ ...toolEnvironment(), MODELS_DIR: modelsDirectory });

/**
 * Counts of a finished run. A file that could not run counts as a failure, as does a run without a result.
 * @returns {Promise<Counts>}
 */
async function readCounts(path) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(text);
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/**
 * Runs Jest once on this terminal. Tests that leave something open keep Jest from ending: half a minute after
 * its result is there it is ended, which counts as a failure.
 * @param {string} node
 * @param {string} name names the result file in coverage/
 * @param {string[]} args
 * @param {string} [coverageFile] where the counts go of which code ran; nothing is counted when absent
 * @returns {Promise<Counts>}
 */
export async function runJest(node, name, args, coverageFile) {
  const resultPath = inProject('coverage', `jest-${name}.json`);
  await mkdir(inProject('coverage'), { recursive: true });
  await rm(resultPath, { force: true });
  if (coverageFile !== undefined) await rm(coverageFile, { force: true });
  const jest = spawn(
    node,
    [...jestCommand, '--passWithNoTests', '--json', `--outputFile=${resultPath}`, ...args],
    {
      cwd: projectRoot,
      env: {
        ...process.env,
        ...jestEnvironment(),
        ...(coverageFile !== undefined && { COVERAGE_FILE: coverageFile }),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    },
  );
  endWithUs(jest);
  let isStuck = false;
  const watchdog = setInterval(async () => {
    const result = await stat(resultPath).catch(() => undefined);
    if (isStuck || result === undefined || Date.now() - result.mtimeMs < lingerMs) return;
    isStuck = true;
    say('Jest has its result but does not end: a test left something open. Ending it.');
    signalGroup(jest, 'SIGKILL');
  }, pollMs);
  const code = await new Promise((resolve, reject) => {
    jest.once('error', reject);
    jest.once('close', (exitCode) => resolve(exitCode ?? 1));
  }).finally(() => clearInterval(watchdog));
  const counts = await readCounts(resultPath);
  // Open handles, thresholds, an interrupted run: Jest says no though no test failed.
  const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  return { ...counts, failed };
}
