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
 * Steps with nothing to do are silent. What is fetched and what is compiled goes on side by side.
 * @param {object} [options]
 * @param {boolean} [options.hasEngines] false leaves out what only a running server needs
 * @param {boolean} [options.hasBuild] false leaves the build out
 * @param {() => Promise<void>} [options.alsoFetched] what the caller needs besides, from the network or the system
 * @param {(node: string) => Promise<void>} [options.alsoBuilt] what the caller needs besides, from the sources
 * @returns {Promise<string>} the Node to run everything with
 * @throws SetupError whose message says what to do.
 */
export async function prepare(options = {}) {
  const { hasEngines = true, hasBuild = true, alsoFetched, alsoBuilt } = options;
  return exclusively(inProject('.data/setup.lock'), async () => {
    await ensureDependencies();
    const node = findNode();
    // One after another: two of them may install system packages.
    const fetchAll = async () => {
      if (hasEngines) {
        await ensureMediaWorker(node);
        await ensureModels();
      }
      await alsoFetched?.();
    };
    const buildAll = async () => {
      await alsoBuilt?.(node);
      if (hasBuild) await ensureBuild(node);
    };
    await allOf([fetchAll(), buildAll()]);
    return node;
  });
}

/** Waits for all, also when one fails: nothing works on once the lock is given back. */
async function allOf(works) {
  const results = await Promise.allSettled(works);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
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
