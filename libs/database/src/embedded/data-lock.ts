import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ConfigError } from '@vox/voice-core';
import { z } from 'zod';

import { processIdentity } from './process-identity';

const holderSchema = z.object({ pid: z.number(), identity: z.string() });
const MAX_TRIES = 200;
const RETRY_MS = 25;
const BREAKING_TIMEOUT_MS = 2000;

/** Held by one process at a time; the lock of a process that died counts for nothing. */
export class DataLock {
  #isHeld = true;

  private constructor(private readonly file: string) {}

  /**
   * @throws ConfigError that names the pid when a living process holds `folder`.
   */
  static async acquire(folder: string): Promise<DataLock> {
    const file = path.join(folder, 'lock');
    const own = JSON.stringify({
      pid: process.pid,
      identity: (await processIdentity(process.pid)) ?? 'unknown',
    });
    // A link appears whole or not at all, so nobody ever reads a half-written lock.
    const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    await writeFile(draft, own, { mode: 0o600 });
    try {
      for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
        if (await tryLink(draft, file)) return new DataLock(file);
        const mayTake = await isAbandoned(file, folder);
        if (mayTake && (await takeOver(draft, file, folder))) return new DataLock(file);
        await sleep(RETRY_MS);
      }
    } finally {
      await rm(draft, { force: true });
    }
    throw new ConfigError([`DATA_DIR: ${folder} is being taken by several processes at once`]);
  }

  /** Whether a living process holds `folder`: a database there that nobody holds is one that its process left behind. */
  static async isHeld(folder: string): Promise<boolean> {
    const text = await readFile(path.join(folder, 'lock'), 'utf8').catch(() => '');
    return (await livingHolder(text)) !== undefined;
  }

  async release(): Promise<void> {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    await rm(this.file, { force: true });
  }
}

async function tryLink(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** True when there is a lock and its holder is dead; false when there is none. */
async function isAbandoned(file: string, folder: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const holder = await livingHolder(text);
  if (holder === undefined) return true;
  throw new ConfigError([
    `DATA_DIR: another VoxBridge (pid ${holder.pid}) is using ${folder}; stop it, or give this ` +
      'one a DATA_DIR of its own',
  ]);
}

/**
 * Replaces an abandoned lock by ours. Only the maker of the `breaking` folder may replace, and it looks
 * at the lock again first: so of several that find a lock abandoned, one takes it.
 */
async function takeOver(draft: string, file: string, folder: string): Promise<boolean> {
  const breaking = `${file}.breaking`;
  try {
    await mkdir(breaking);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await removeIfOld(breaking);
    return false;
  }
  try {
    if (!(await isAbandoned(file, folder))) return false;
    await rename(draft, file);
    return true;
  } finally {
    await rm(breaking, { recursive: true, force: true });
  }
}

/** Breaking takes milliseconds: an old folder was left by a process that died in the middle. */
async function removeIfOld(breaking: string): Promise<void> {
  const found = await stat(breaking).catch(() => undefined);
  if (found === undefined || Date.now() - found.mtimeMs < BREAKING_TIMEOUT_MS) return;
  await rm(breaking, { recursive: true, force: true });
}

async function livingHolder(text: string): Promise<z.infer<typeof holderSchema> | undefined> {
  const holder = parseHolder(text);
  if (holder === undefined) return undefined;
  return (await processIdentity(holder.pid)) === holder.identity ? holder : undefined;
}

function parseHolder(text: string): z.infer<typeof holderSchema> | undefined {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    // Nothing of ours wrote this, so nobody holds it.
    return undefined;
  }
}
