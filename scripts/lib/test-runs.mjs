import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureStandIns } from '../setup/build.mjs';
import { ensureModels } from '../setup/models.mjs';
import { prepare } from '../setup/prepare.mjs';
import { ensureSystemPackages } from './debian.mjs';
import { runJest } from './jest.mjs';
import { orderedOutput } from './ordered-output.mjs';
import { inProject } from './paths.mjs';
import { say } from './progress.mjs';
import { runAttached } from './run.mjs';
import { layOut } from './test-lanes.mjs';

/** @typedef {import('./jest.mjs').Counts} Counts */

/** The browsers, and what gives Firefox a microphone: Debian's package of each, and a program of it. */
const browserPackages = {
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  pulseaudio: 'pulseaudio',
};

async function ensureBrowsers() {
  const missing = Object.entries(browserPackages)
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

/** End-to-end tests hear whether speech flows evenly: first in the queue for a processor. The others share what is left. */
const hearsSpeech = (project) => project === 'e2e';

/**
 * Files at a time on two processors. Integration tests wait for databases and servers a third of their time; end-to-end tests
 * wait for speech half of it, and must not wait for each other.
 */
const workersOf = (project) => (project === 'integration' ? 3 : 2);

/**
 * Runs each project of a selection with a Jest of its own; end-to-end tests beside the others where the machine is free for it.
 * What the projects print comes one project after another all the same.
 * @param {string} node
 * @param {ReturnType<typeof import('./test-selection.mjs').selectTests>} selection
 * @param {boolean} measuresCoverage for whole runs: some of the tests would make every file look badly tested
 * @returns {Promise<{ total: Counts, stages: import('./stages.mjs').Stage[], failures: string[] }>}
 */
export async function runTests(node, { projects, patternsOf, options }, measuresCoverage) {
  const lanes = await layOut(projects);
  const folder = measuresCoverage
    ? await mkdtemp(join(tmpdir(), 'voxbridge-coverage-'))
    : undefined;
  const coverageFolders =
    folder === undefined ? [] : projects.map((project) => join(folder, project));
  for (const one of coverageFolders) await mkdir(one);
  const outputs = lanes.length > 1 ? orderedOutput(projects.length) : [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  const stages = [];
  const failures = [];

  async function runProject(project) {
    const at = projects.indexOf(project);
    const startedAtMs = Date.now();
    const args = [
      `--selectProjects=${project}`,
      `--maxWorkers=${workersOf(project)}`,
      // Before the options: one that takes a list would take them for more of it.
      ...patternsOf(project),
      ...options,
    ];
    const counts = await runJest(node, args, {
      ...(coverageFolders[at] !== undefined && { coverageFolder: coverageFolders[at] }),
      ...(outputs.length > 0 && { output: outputs[at], isPolite: !hearsSpeech(project) }),
    }).finally(() => outputs[at]?.end());
    for (const key of Object.keys(total)) total[key] += counts[key];
    failures.push(...counts.failures);
    stages[at] = {
      name: project,
      isFine: counts.failed === 0,
      tookMs: Date.now() - startedAtMs,
    };
  }

  await Promise.all(
    lanes.map(async (lane) => {
      for (const project of lane) await runProject(project);
    }),
  );
  if (total.passed + total.failed === 0) say('No test ran.');
  if (folder !== undefined) {
    const startedAtMs = Date.now();
    const report = [inProject('scripts/coverage.mjs'), ...coverageFolders];
    const isFine = (await runAttached(node, report)) === 0;
    stages.push({ name: 'coverage', isFine, tookMs: Date.now() - startedAtMs });
    if (!isFine) total.failed += 1;
    await rm(folder, { recursive: true, force: true });
  }
  return { total, stages, failures };
}
