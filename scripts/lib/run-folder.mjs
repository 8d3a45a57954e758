import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { signalIfThere } from './children.mjs';

/** PostgreSQL ends at once on this one, and leaves nothing behind; so does any other program that does not mind it. */
const endNow = 'SIGQUIT';

const patienceMs = 3000;
const lookEveryMs = 50;

/** A new folder for all that the tests of a run put into a temporary one. PostgreSQL, which is never root, can enter it. */
export function makeRunFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'voxbridge-jest-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Programs that were started with a path in `folder`. */
function programsIn(folder) {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .filter((line) => line.includes(folder))
    .map((line) => Number.parseInt(line, 10));
}

/**
 * Ends what still works in a run's folder, and removes the folder: a database that a test has started does not end with a test
 * that was ended. It blocks, for at most a few seconds, so that it may be the last thing that a process does.
 */
export function clearRunFolder(folder) {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const untilMs = Date.now() + patienceMs;
  let left = programsIn(folder);
  for (const pid of left) signalIfThere(pid, endNow);
  while (left.length > 0 && Date.now() < untilMs) {
    Atomics.wait(clock, 0, 0, lookEveryMs);
    left = programsIn(folder);
  }
  for (const pid of left) signalIfThere(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: lookEveryMs });
}
