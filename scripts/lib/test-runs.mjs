import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureStandIns } from '../setup/build.mjs';
import { ensureModels } from '../setup/models.mjs';
import { prepare } from '../setup/prepare.mjs';
import { ensureSystemPackages, isDebian } from './debian.mjs';
import { runJest } from './jest.mjs';
import { orderedOutput } from './ordered-output.mjs';
import { inProject } from './paths.mjs';
import { say } from './progress.mjs';
import { runAttached } from './run.mjs';
import { isMachineFree, isPatient, layOut, workersOf } from './test-lanes.mjs';
import { runFailedAgain } from './test-reruns.mjs';

/**
 * @typedef {import('./jest.mjs').Counts} Counts
 * @typedef {import('./jest.mjs').Failure} Failure
 * @typedef {ReturnType<typeof import('./test-selection.mjs').selectTests>} Selection
 * @typedef {object} Result
 * @property {Counts} total
 * @property {import('./stages.mjs').Stage[]} stages
 * @property {Failure[]} failures
 * @property {Failure[]} flaky what failed, and passed when its file was run again
 */

/** The browsers, and what gives Firefox a microphone: Debian's package of each, and a program of it. */
const browserPackages = {
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  pulseaudio: 'pulseaudio',
};

/** What tests run most pages in where there is such a package: Chromium without windows, which is cheaper. */
const shellPackages = { 'chromium-headless-shell': 'chromium-headless-shell' };

async function ensureBrowsers() {
  const missing = Object.entries({ ...browserPackages, ...(isDebian() && shellPackages) })
    .filter(([, program]) => spawnSync('which', [program], { stdio: 'ignore' }).status !== 0)
    .map(([name]) => name);
  if (missing.length === 0) return;
  await ensureSystemPackages(missing, 'to run the browser tests', '20 to 60 s');
}

/**
 * Brings what these projects need and nothing else: unit tests need the packages alone, scenarios the speech models
 * besides, the others a media worker too.
 * @param {string[]} projects of `testProjects`
 * @returns {Promise<string>} the Node to run them with
 */
export function prepareTests(projects) {
  const hasEndToEnd = projects.includes('e2e');
  const hasEngines = hasEndToEnd || projects.includes('integration');
  return prepare({
    hasEngines,
    hasBuild: hasEndToEnd,
    ...(!hasEngines && projects.includes('scenarios') && { alsoFetched: ensureModels }),
    // What the end-to-end tests start beside the server.
    ...(hasEndToEnd && { alsoFetched: ensureBrowsers, alsoBuilt: ensureStandIns }),
  });
}

/** Runs a Jest for one project, whose failures name it. */
async function runProject(node, project, args, options) {
  const outcome = await runJest(node, [`--selectProjects=${project}`, ...args], options);
  return { ...outcome, failures: outcome.failures.map((failure) => ({ ...failure, project })) };
}

/**
 * Runs each project with a Jest of its own; what waits beside what does not where the machine is free for it. What the projects
 * print comes one project after another all the same.
 * @returns {Promise<{ project: string, outcome: import('./jest.mjs').Outcome, tookMs: number }[]>}
 */
async function runProjects(node, { projects, patternsOf, options }, coverageFolders) {
  const isFree = await isMachineFree(projects);
  const lanes = layOut(projects, isFree);
  const outputs = lanes.length > 1 ? orderedOutput(projects.length) : [];
  const runs = [];
  const runNext = async (project) => {
    const at = projects.indexOf(project);
    const startedAtMs = Date.now();
    // The options last: one that takes a list would take what follows for more of it.
    const args = [`--maxWorkers=${workersOf(project, isFree)}`, ...patternsOf(project), ...options];
    const outcome = await runProject(node, project, args, {
      coverageFolder: coverageFolders[project],
      ...(outputs.length > 0 && { output: outputs[at], isPolite: isPatient(project) }),
    }).finally(() => outputs[at]?.end());
    runs[at] = { project, outcome, tookMs: Date.now() - startedAtMs };
  };
  await Promise.all(
    lanes.map(async (lane) => {
      for (const project of lane) await runNext(project);
    }),
  );
  return runs;
}

/**
 * Runs the projects of a selection, and a file with a failed test once more where that is wanted.
 * @param {string} node
 * @param {Selection} selection
 * @param {{ coverageFolders?: Record<string, string>, hasSecondRuns?: boolean }} [options] a folder for each project whose code
 * is to be counted; whether what failed is run again, alone and after everything else
 * @returns {Promise<Result>}
 */
export async function runSelection(node, selection, options = {}) {
  const { coverageFolders = {}, hasSecondRuns = false } = options;
  const runs = await runProjects(node, selection, coverageFolders);
  const first = runs.flatMap(({ outcome }) => outcome.failures);
  const startedAtMs = Date.now();
  let hasSecondRun = false;
  const runAlone = ({ path, project }) => {
    hasSecondRun = true;
    say(`Once more, with nothing beside it, because a test failed: ${path}`);
    const args = ['--runInBand', '--runTestsByPath', inProject(path), ...selection.options];
    return runProject(node, project, args, { coverageFolder: coverageFolders[project] });
  };
  const { failures, flaky, passed } = hasSecondRuns
    ? await runFailedAgain(first, runAlone)
    : { failures: first, flaky: [], passed: 0 };
  const stages = runs.map(({ project, tookMs }) => {
    return { name: project, isFine: failures.every((one) => one.project !== project), tookMs };
  });
  if (hasSecondRun) {
    const isFine = failures.length === 0;
    stages.push({ name: 'once more', isFine, tookMs: Date.now() - startedAtMs });
  }
  const sum = (key) => runs.reduce((total, { outcome }) => total + outcome[key], 0);
  const total = {
    passed: sum('passed') + passed,
    failed: failures.length,
    skipped: sum('skipped'),
  };
  if (total.passed + total.failed === 0) say('No test ran.');
  return { total, stages, failures, flaky };
}

/**
 * What `npm test` and CI run. A whole run measures coverage, which some of the tests would make look bad for every file, and
 * runs a file with a failed test once more.
 * @param {string} node
 * @param {Selection} selection
 * @param {boolean} isWhole nothing was chosen
 * @returns {Promise<Result>}
 */
export async function runTests(node, selection, isWhole) {
  if (!isWhole) return runSelection(node, selection);
  const folder = await mkdtemp(join(tmpdir(), 'voxbridge-coverage-'));
  try {
    const coverageFolders = Object.fromEntries(
      selection.projects.map((project) => [project, join(folder, project)]),
    );
    for (const one of Object.values(coverageFolders)) await mkdir(one);
    const result = await runSelection(node, selection, { coverageFolders, hasSecondRuns: true });
    const startedAtMs = Date.now();
    const report = [inProject('scripts/coverage.mjs'), ...Object.values(coverageFolders)];
    const isFine = (await runAttached(node, report)) === 0;
    result.stages.push({ name: 'coverage', isFine, tookMs: Date.now() - startedAtMs });
    if (!isFine) result.total.failed += 1;
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
