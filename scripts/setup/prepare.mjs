import { exclusively } from '../lib/exclusive.mjs';
import { findNode } from '../lib/node-runtime.mjs';
import { inProject } from '../lib/paths.mjs';
import { say } from '../lib/progress.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureMediaWorker } from './media-worker.mjs';
import { ensureModels } from './models.mjs';

/**
 * Brings the checkout from whatever state it is in to one that runs: dependencies, media worker, models, build.
 * Steps with nothing to do are silent.
 * @param {object} [options]
 * @param {boolean} [options.hasEngines] false leaves out what only a running server needs
 * @param {boolean} [options.hasBuild] false leaves the build out
 * @param {() => Promise<void>} [options.alsoNeeded] further set-up of the caller, before the build
 * @returns {Promise<string>} the Node to run everything with
 * @throws SetupError whose message says what to do.
 */
export async function prepare({ hasEngines = true, hasBuild = true, alsoNeeded } = {}) {
  return exclusively(inProject('.data/setup.lock'), async () => {
    await ensureDependencies();
    const node = findNode();
    if (hasEngines) {
      await ensureMediaWorker(node);
      await ensureModels();
    }
    await alsoNeeded?.();
    if (hasBuild) await ensureBuild(node);
    return node;
  });
}

/** What the file system says when it is full or ours to read only: the message names the path. */
const machineProblems = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT']);

/**
 * Runs a script's main function: its number is the exit code, and an error that tells what to do is printed
 * as it is.
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError) && !machineProblems.has(error.code)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
