import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. Every step works on this folder, whatever the current directory is. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Path of something inside the checkout. */
export const inProject = (...parts) => join(projectRoot, ...parts);

/** What clones share and what survives `rm -rf node_modules`: engine models, the media worker. */
export const cacheRoot = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'voxbridge');

/** Folder of the engine models; `MODELS_DIR` overrides it. */
export const modelsDirectory = resolve(process.env.MODELS_DIR || join(cacheRoot, 'models'));
