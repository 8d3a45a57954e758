import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** A program's words for running it at a low priority: what runs beside it and waits for sound gets a processor first. */
const politely = ['nice', '-n', '10'];

/**
 * @typedef {object} JestOptions
 * @property {string} [coverageFile] where the counts go of which code ran; nothing is counted when absent
 * @property {{ write(stream: 'stdout' | 'stderr', chunk: string): void }} [output] takes what Jest prints; this terminal when absent
 * @property {boolean} [isPolite] leaves the processors to others that want them
 */

/** Starts Jest in a group of its own, which ends with us. */
function startJest(node, args, { coverageFile, output, isPolite = false }) {
  const [command, ...words] = [...(isPolite ? politely : []), node, ...jestCommand, ...args];
  const stream = output === undefined ? 'inherit' : 'pipe';
  const jest = spawn(command, words, {
    cwd: projectRoot,
    env: {
      ...process.env,
      ...jestEnvironment(),
      ...(coverageFile !== undefined && { COVERAGE_FILE: coverageFile }),
      // Jest sees a pipe, and what it prints ends on our terminal.
      ...(output !== undefined && process.stdout.isTTY && { FORCE_COLOR: '1' }),
    },
    stdio: ['ignore', stream, stream],
    detached: true,
  });
  endWithUs(jest);
  for (const name of ['stdout', 'stderr']) {
    jest[name]?.setEncoding('utf8').on('data', (chunk) => output.write(name, chunk));
  }
  return jest;
}

/**
 * Runs Jest once. Tests that leave something open keep Jest from ending: half a minute after its result is there it is
 * ended, which counts as a failure. Any number of runs may go on in one checkout.
 * @param {string} node
 * @param {string[]} args
 * @param {JestOptions} [options]
 * @returns {Promise<Counts>}
 */
export async function runJest(node, args, options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'voxbridge-jest-'));
  const resultPath = join(folder, 'result.json');
  const jest = startJest(
    node,
    ['--passWithNoTests', '--json', `--outputFile=${resultPath}`, ...args],
    options,
  );
  let isStuck = false;
  const watchdog = setInterval(async () => {
    const result = await stat(resultPath).catch(() => undefined);
    if (isStuck || result === undefined || Date.now() - result.mtimeMs < lingerMs) return;
    isStuck = true;
    say('Jest has its result but does not end: a test left something open. Ending it.');
    signalGroup(jest, 'SIGKILL');
  }, pollMs);
  try {
    const code = await new Promise((resolve, reject) => {
      jest.once('error', reject);
      jest.once('close', (exitCode) => resolve(exitCode ?? 1));
    });
    const counts = await readCounts(resultPath);
    // Open handles, an interrupted run: Jest says no though no test failed.
    const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
    return { ...counts, failed };
  } finally {
    clearInterval(watchdog);
    await rm(folder, { recursive: true, force: true });
  }
}
