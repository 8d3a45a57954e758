import { spawnSync } from 'node:child_process';

import { ensureStandIns } from '../setup/build.mjs';
import { ensureModels } from '../setup/models.mjs';
import { prepare } from '../setup/prepare.mjs';
import { ensureSystemPackages } from './debian.mjs';
import { runJest } from './jest.mjs';
import { inProject } from './paths.mjs';
import { say } from './progress.mjs';
import { runAttached } from './run.mjs';

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

/** End-to-end tests hear whether speech flows evenly and wait for it in real time: one file at a time. The others share the cores. */
const isAlone = (project) => project === 'e2e';

/**
 * Runs each project of a selection with a Jest of its own, one after another.
 * @param {string} node
 * @param {ReturnType<typeof import('./test-selection.mjs').selectTests>} selection
 * @param {boolean} measuresCoverage for whole runs: some of the tests would make every file look badly tested
 * @returns {Promise<{ total: Counts, stages: import('./stages.mjs').Stage[] }>}
 */
export async function runTests(node, { projects, patternsOf, options }, measuresCoverage) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const stages = [];
  const coverageFiles = [];
  for (const project of projects) {
    const startedAtMs = Date.now();
    const args = [
      `--selectProjects=${project}`,
      isAlone(project) ? '--runInBand' : '--maxWorkers=2',
      // Before the options: one that takes a list would take them for more of it.
      ...patternsOf(project),
      ...options,
    ];
    const coverageFile = measuresCoverage ? inProject('coverage', `v8-${project}.json`) : undefined;
    if (coverageFile !== undefined) coverageFiles.push(coverageFile);
    const counts = await runJest(node, project, args, coverageFile);
    for (const key of Object.keys(total)) total[key] += counts[key];
    stages.push({ name: project, isFine: counts.failed === 0, tookMs: Date.now() - startedAtMs });
  }
  if (total.passed + total.failed === 0) say('No test ran.');
  if (measuresCoverage) {
    await runAttached(node, [inProject('scripts/coverage.mjs'), ...coverageFiles]);
  }
  return { total, stages };
}
