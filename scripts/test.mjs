/**
 * `npm test`: all tests, after setting up what they need. Arguments go to Jest, for example
 * `npm test -- --selectProjects unit libs/audio`. Without arguments it also measures coverage. Ends with a line
 * `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';

import { ensureSystemPackages } from './lib/debian.mjs';
import { runJest } from './lib/jest.mjs';
import { inProject } from './lib/paths.mjs';
import { say } from './lib/progress.mjs';
import { runAttached } from './lib/run.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { ensureStandIns } from './setup/build.mjs';
import { prepare, runScript } from './setup/prepare.mjs';

const projects = ['unit', 'scenarios', 'integration', 'e2e'];

/**
 * Splits `--selectProjects unit e2e PATH` into the projects and what is left for Jest, which would take every
 * word after a bare --selectProjects for a project.
 */
function readArguments() {
  const rest = process.argv.slice(2);
  const at = rest.findIndex((word) => word === '--selectProjects');
  if (at < 0) return { selected: projects, rest };
  const after = rest.slice(at + 1);
  const count = after.findIndex((word) => !projects.includes(word));
  const names = count < 0 ? after : after.slice(0, count);
  if (names.length === 0) {
    throw new SetupError(
      `No such test project: ${after[0] ?? '(none named)'}. There are: ${projects.join(', ')}`,
    );
  }
  return { selected: names, rest: [...rest.slice(0, at), ...after.slice(names.length)] };
}

/** Some of the tests would make every file look badly tested. */
const measuresCoverage = process.argv.length === 2;

/** End-to-end tests hear whether speech flows evenly and wait for it in real time: one file at a time. The others share the cores. */
function jestRuns({ selected, rest }) {
  const groups = [
    { name: 'unit', of: ['unit', 'scenarios'], how: '--maxWorkers=2' },
    { name: 'integration', of: ['integration'], how: '--maxWorkers=2' },
    { name: 'e2e', of: ['e2e'], how: '--runInBand' },
  ];
  return groups.flatMap(({ name, of, how }) => {
    const chosen = of.filter((project) => selected.includes(project));
    if (chosen.length === 0) return [];
    const args = [...chosen.map((project) => `--selectProjects=${project}`), how, ...rest];
    return [
      {
        name,
        args,
        ...(measuresCoverage && { coverageFile: inProject('coverage', `v8-${name}.json`) }),
      },
    ];
  });
}

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

await runScript(async () => {
  const chosen = readArguments();
  const hasEndToEnd = chosen.selected.includes('e2e');
  const node = await prepare({
    hasBuild: hasEndToEnd,
    // What the end-to-end tests start beside the server.
    ...(hasEndToEnd && { alsoFetched: ensureBrowsers, alsoBuilt: ensureStandIns }),
  });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const runs = jestRuns(chosen);
  for (const { name, args, coverageFile } of runs) {
    const counts = await runJest(node, name, args, coverageFile);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  if (total.passed + total.failed === 0) say('No test ran.');
  if (measuresCoverage) {
    const files = runs.map(({ coverageFile }) => coverageFile);
    await runAttached(node, [inProject('scripts/coverage.mjs'), ...files]);
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});
