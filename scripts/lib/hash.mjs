import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { projectRoot } from './paths.mjs';

/** SHA-256 of one file, hexadecimal. */
export async function hashFile(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** SHA-256 of some text or bytes, hexadecimal. */
export const hashText = (text) => createHash('sha256').update(text).digest('hex');

async function filesUnder(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return undefined;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries === undefined) return [path];
  const nested = await Promise.all(
    entries
      .filter((entry) => entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .map((entry) => {
        const child = join(path, entry.name);
        return entry.isDirectory() ? filesUnder(child) : entry.isFile() ? [child] : [];
      }),
  );
  return nested.flat();
}

/**
 * One hash over files and whole folders: names and contents. What does not exist counts as empty.
 * @param {string[]} paths absolute
 * @param {(path: string) => boolean} [isCounted] leaves files out
 */
export async function hashTree(paths, isCounted = () => true) {
  const files = (await Promise.all(paths.map(filesUnder))).flat().filter(isCounted).sort();
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${relative(projectRoot, file)}\0`);
    hash.update(await readFile(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}
