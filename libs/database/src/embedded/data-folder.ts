import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { ConfigError } from '@vox/voice-core';

/** What the file system says, in words. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'its links lead round in a circle',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk has failed',
};

/** `what` went wrong with the data folder, in one line that names DATA_DIR. */
export function dataFolderProblem(what: string, error: unknown): ConfigError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  const words = WORDS[code] === undefined ? code : `${WORDS[code]}, ${code}`;
  return new ConfigError([`DATA_DIR: ${what} (${words})`]);
}

/**
 * Makes `folder` and what is missing on the way to it, and writes a file there, so that a folder which cannot be used
 * is told of before anything depends on it. `mode` is that of the folders that are made; those that exist keep theirs.
 *
 * One folder at a time: Node's own recursive mkdir never ends below /proc.
 * @throws ConfigError that names DATA_DIR, the folder and what is wrong with it.
 */
export async function makeDataFolder(folder: string, mode: number): Promise<void> {
  const whole = path.resolve(folder);
  const { root } = path.parse(whole);
  let at = root;
  for (const part of ['', ...whole.slice(root.length).split(path.sep)]) {
    at = path.join(at, part);
    await makeIfMissing(at, mode);
  }
  await tryToWrite(whole);
}

async function makeIfMissing(folder: string, mode: number): Promise<void> {
  const kind = await kindOf(folder);
  if (kind === 'file') throw new ConfigError([`DATA_DIR: ${folder} is a file, not a folder`]);
  if (kind === 'folder') return;
  try {
    await mkdir(folder);
    // Whatever our umask says.
    const handle = await open(folder, 'r');
    await handle.chmod(mode).finally(() => handle.close());
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw dataFolderProblem(`cannot make ${folder}`, error);
  }
}

async function kindOf(folder: string): Promise<'folder' | 'file' | undefined> {
  try {
    return (await stat(folder)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw dataFolderProblem(`cannot look at ${folder}`, error);
  }
}

async function tryToWrite(folder: string): Promise<void> {
  const file = path.join(folder, `.writable-${process.pid}`);
  try {
    const handle = await open(file, 'w', 0o600);
    try {
      await handle.writeFile('Whether this folder can be written to.\n');
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw dataFolderProblem(`cannot write to ${folder}`, error);
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
