import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { ensureSystemPackages, isDebian } from '../lib/debian.mjs';
import { hashTree } from '../lib/hash.mjs';
import { cacheRoot, inProject } from '../lib/paths.mjs';
import { say, step } from '../lib/progress.mjs';
import { run } from '../lib/run.mjs';
import { SetupError } from '../lib/setup-error.mjs';

const downloadTimeoutMs = 20_000;

const buildPackages = [
  'g++',
  'meson',
  'ninja-build',
  'pkg-config',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

const packageFolder = inProject('node_modules/mediasoup');
// Where mediasoup looks when MEDIASOUP_WORKER_BIN is not set.
const installedPath = join(packageFolder, 'worker/out/Release/mediasoup-worker');
const builder = inProject('scripts/setup/build-mediasoup-worker.sh');

/** Started by hand, without MEDIASOUP_VERSION, a sound worker exits with 41. */
const isSound = (path) => spawnSync(path, { env: {}, stdio: 'ignore' }).status === 41;

/** The version and all that decides how it is built; whether it fits the machine, `isSound` tells. */
async function cachedPath() {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const recipe = await hashTree([builder, inProject('scripts/setup/mediasoup-worker')]);
  const key = `${version}-${process.platform}-${process.arch}-${recipe.slice(0, 12)}`;
  return join(cacheRoot, 'mediasoup-worker', key, 'mediasoup-worker');
}

async function copyWhole(from, to) {
  await mkdir(dirname(to), { recursive: true });
  const temporary = `${to}.${process.pid}.tmp`;
  await copyFile(from, temporary);
  await rename(temporary, to);
}

/** mediasoup's own way: a release binary from its project page. Where that is out of reach, false. */
async function downloadPrebuilt(node) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return false;
  return step('Looking for a ready-made media worker', '5 s, at most 20 s', async () => {
    try {
      await run(node, ['npm-scripts.mjs', 'postinstall'], {
        cwd: packageFolder,
        // Its fallback is a build that needs Python packages from the internet: make that fail at once.
        env: { PYTHON: 'false' },
        timeoutMs: downloadTimeoutMs,
      });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
    }
    return isSound(installedPath);
  });
}

async function build(cached) {
  if (!isDebian()) {
    throw new SetupError(
      'The media worker (mediasoup-worker) can neither be downloaded nor built here; set MEDIASOUP_WORKER_BIN to one of your own.',
    );
  }
  await ensureSystemPackages(buildPackages, 'to build the media worker', '20 to 60 s');
  // One from the cache may only have lacked the libraries that have just been installed.
  if (isSound(cached)) return;
  await step('Building the media worker', '4 to 8 minutes, once per machine', (note) =>
    run('bash', [builder, join(packageFolder, 'worker'), cached], {
      failure: 'The media worker cannot be built',
      onLine: (line) => {
        const progress = /^\[\d+\/\d+\]/.exec(line);
        if (progress) note(`compiled ${progress[0]}`);
      },
    }),
  );
}

/**
 * Puts mediasoup's worker process where mediasoup looks for it: from the cache, else downloaded, else built.
 * @param {string} node the Node that runs mediasoup's own script
 * @throws SetupError when system packages are missing, or on a platform without any of these ways.
 */
export async function ensureMediaWorker(node) {
  const own = process.env.MEDIASOUP_WORKER_BIN;
  if (own) {
    if (isSound(own)) return;
    throw new SetupError(`MEDIASOUP_WORKER_BIN=${own} is not a media worker that runs here`);
  }
  if (isSound(installedPath)) return;
  const cached = await cachedPath();
  if (!isSound(cached)) {
    if (await downloadPrebuilt(node)) {
      await copyWhole(installedPath, cached);
      return;
    }
    say('No ready-made media worker is in reach: building one from the npm package');
    await build(cached);
  }
  await copyWhole(cached, installedPath);
}
