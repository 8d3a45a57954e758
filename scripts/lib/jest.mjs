import { spawn } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { endWithUs, signalGroup } from './children.mjs';
import { toolEnvironment } from './node-runtime.mjs';
import { inProject, modelsDirectory, projectRoot } from './paths.mjs';
import { say } from './progress.mjs';
import { clearRunFolder, makeRunFolder } from './run-folder.mjs';

const pollMs = 1000;
const lingerMs = 30_000;
const maxReasonLength = 300;

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {Counts & { failures: Failure[] }} Outcome `failed` is how many failures there are
 */

/**
 * @typedef {object} Failure a test that failed, a file that failed outside its tests or could not run, or a run as a whole
 * @property {string} reason the first line of why
 * @property {string} [path] of the file, from the checkout's root; absent when the run as a whole failed
 * @property {string} [title] of the test, with those of what it is in
 * @property {boolean} [hasNoTests] the file could not run at all
 */

/**
 * Megabytes of each half of what V8 keeps new objects in. Test files make and drop whole modules: with V8's own 16 it looks
 * through them again and again.
 */
const youngMegabytes = 64;

/**
 * Megabytes of the rest of V8's heap, which is a quarter of a machine's memory otherwise: three workers that drop what a file has
 * loaded would take 17 GB before they look what of it is still needed.
 */
const oldMegabytes = 2048;

/** Jest, for Node's arguments, which its workers are given too. */
export const jestCommand = [
  `--max-semi-space-size=${youngMegabytes}`,
  `--max-old-space-size=${oldMegabytes}`,
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  inProject('node_modules/jest/bin/jest.js'),
];

/** What Jest's environment has besides ours: the same ears on every machine, however fast it is, unless others are asked for. */
export const jestEnvironment = () => ({
  STT_MODEL: process.env.STT_MODEL ?? 'tiny',
  ...toolEnvironment(),
  MODELS_DIR: modelsDirectory,
});

/** What a message says before its code frame and its stack, in one line without colours. */
function firstWords(message) {
  const words = stripVTControlCharacters(message).split(/\n\s*at |\n\s*\n\s*>? *\d+ \|/)[0];
  return words.replace(/\s+/g, ' ').trim().slice(0, maxReasonLength);
}

/**
 * @param {{ name: string, status: string, message: string, assertionResults: object[] }} file of Jest's `--json`
 * @returns {Failure[]}
 */
function failuresOf({ name, status, message, assertionResults }) {
  const path = relative(projectRoot, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length > 0) {
    return failed.map(({ fullName, failureMessages }) => ({
      path,
      title: fullName,
      reason: firstWords(failureMessages[0] ?? ''),
    }));
  }
  if (status !== 'failed') return [];
  return [
    {
      path,
      reason: firstWords(message),
      ...(assertionResults.length === 0 && { hasNoTests: true }),
    },
  ];
}

/**
 * What came of a finished run. A file that failed outside its tests counts as a failure, as does a run without a result.
 * @returns {Promise<Outcome>}
 */
async function readOutcome(path) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const failures = [{ reason: 'Jest ended without a result' }];
    return { passed: 0, failed: 1, skipped: 0, failures };
  }
  const result = JSON.parse(text);
  const failures = result.testResults.flatMap(failuresOf);
  return {
    passed: result.numPassedTests,
    failed: failures.length,
    skipped: result.numPendingTests + result.numTodoTests,
    failures,
  };
}

/**
 * What kept workers of Jest from ending, by the test files that left it open (left-open.cjs). A file with a failed test is not
 * blamed: what fails does not always come to closing.
 * @returns {Promise<Failure[]>}
 */
async function leftOpen(folder, { failures }) {
  const failed = new Set(failures.map(({ path }) => path));
  const names = (await readdir(folder)).filter((name) => name.startsWith('left-open-'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts
    .flatMap((text) => JSON.parse(text))
    .map(({ path, what }) => ({ path: path && relative(projectRoot, path), what }))
    .filter(({ path }) => path === undefined || !failed.has(path))
    .map(({ path = 'A test', what }) => ({
      reason: `${path} left something open, which keeps a worker from ending: ${what}`,
    }));
}

/** Why a run is no success whatever its tests say: it had to be ended, or Jest says no though no test failed. */
function failureOfRun(code, isStuck, { failed }) {
  if (isStuck) return 'Jest had its result and did not end: a test left something open';
  return code !== 0 && failed === 0
    ? `Jest ended with code ${code} though no test failed`
    : undefined;
}

/**
 * How low the priority is of what leaves the processors to others, as `nice` counts: with five, others get three times as much
 * where all want more than there is. Not lower: engines that tests wait for are given 20 s for a sentence.
 */
const niceness = 5;

/** A program's words for running it at a low priority: what runs beside it and waits for sound gets a processor first. */
const politely = ['nice', '-n', String(niceness)];

/**
 * The same where Linux shares processors out by sessions first (`sched_autogroup`): there each program that leads one, as those
 * do that we start, gets as much as any other, whatever the `nice` of its processes.
 */
async function bePolite({ pid }) {
  await writeFile(`/proc/${pid}/autogroup`, String(niceness)).catch(() => {
    // Another kernel, one that shares out by processes alone, or no process any more.
  });
}

/**
 * @typedef {object} JestOptions
 * @property {string} [coverageFolder] where each process puts the counts of which code ran; nothing is counted when absent
 * @property {{ write(stream: 'stdout' | 'stderr', chunk: string): void }} [output] takes what Jest prints; this terminal when absent
 * @property {boolean} [isPolite] leaves the processors to others that want them
 */

/**
 * Starts Jest in a group of its own, which ends with us.
 * @param {string} folder of the run: its tests' temporary one, where its workers also say what keeps them from ending
 */
function startJest(node, args, folder, { coverageFolder, output, isPolite = false }) {
  const [command, ...words] = [...(isPolite ? politely : []), node, ...jestCommand, ...args];
  const stream = output === undefined ? 'inherit' : 'pipe';
  const jest = spawn(command, words, {
    cwd: projectRoot,
    env: {
      // For what is made once a machine, not anew for each run; where a test runs tests, the outer run's.
      LASTING_TMPDIR: tmpdir(),
      ...process.env,
      ...jestEnvironment(),
      TMPDIR: folder,
      LEFT_OPEN_FOLDER: folder,
      ...(coverageFolder !== undefined && { COVERAGE_FOLDER: coverageFolder }),
      // Jest sees a pipe, and what it prints ends on our terminal.
      ...(output !== undefined && process.stdout.isTTY && { FORCE_COLOR: '1' }),
    },
    stdio: ['ignore', stream, stream],
    detached: true,
  });
  endWithUs(jest, () => clearRunFolder(folder));
  if (isPolite) void bePolite(jest);
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
 * @returns {Promise<Outcome>}
 */
export async function runJest(node, args, options = {}) {
  const folder = makeRunFolder();
  const resultPath = join(folder, 'result.json');
  const jest = startJest(
    node,
    ['--passWithNoTests', '--json', `--outputFile=${resultPath}`, ...args],
    folder,
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
    const outcome = await readOutcome(resultPath);
    const reason = failureOfRun(code, isStuck, outcome);
    const failures = [
      ...outcome.failures,
      ...(reason === undefined ? [] : [{ reason }]),
      ...(await leftOpen(folder, outcome)),
    ];
    return { ...outcome, failed: failures.length, failures };
  } finally {
    clearInterval(watchdog);
    clearRunFolder(folder);
  }
}
