import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { say } from './progress.mjs';

const pollMs = 500;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, alive.
    return error.code === 'EPERM';
  }
}

/** Takes the lock file or returns the pid of the live process that has it. */
async function take(path) {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return undefined;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) return holder;
  // Left by a process that died, or read before its pid was written: look again before it is removed.
  await sleep(pollMs);
  const again = Number(await readFile(path, 'utf8').catch(() => ''));
  if (again === holder) await rm(path, { force: true });
  return again || holder;
}

/**
 * Runs `work` while no other process of this checkout does the same; waits for its turn.
 * @param {string} path the lock file; one left by a dead process does not count
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function exclusively(path, work) {
  await mkdir(dirname(path), { recursive: true });
  let hasSaid = false;
  for (let holder = await take(path); holder !== undefined; holder = await take(path)) {
    if (!hasSaid && holder > 0 && isAlive(holder)) {
      say(`Waiting for another set-up of this checkout (process ${holder}) ...`);
      hasSaid = true;
    }
    await sleep(pollMs);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
