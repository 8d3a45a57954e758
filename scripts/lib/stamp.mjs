import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether the work that `path` stands for was finished with exactly these inputs. */
export async function isStamped(path, inputs) {
  return (await readFile(path, 'utf8').catch(() => '')) === inputs;
}

/** Takes the stamp away before the work starts, so that half-done work is never taken for done. */
export const unstamp = (path) => rm(path, { force: true });

/** Marks the work as finished with these inputs; call it last. */
export async function stamp(path, inputs) {
  await writeFileAtomically(path, inputs);
}

/** Writes a whole file or none: readers never see half of it. */
export async function writeFileAtomically(path, content) {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
