import { stat } from 'node:fs/promises';
import path from 'node:path';

import type { ServerAccount } from './server-account';

/**
 * The nearest-to-root folder on the way to `target` that `account` may not enter; `undefined` when it can
 * get there. Parts that do not exist yet are not in the way: whoever makes them opens them.
 */
export async function findBarrier(
  target: string,
  account: ServerAccount | undefined,
): Promise<string | undefined> {
  if (account === undefined) return undefined;
  const parts = path.resolve(target).split(path.sep).slice(0, -1);
  let folder = path.parse(path.resolve(target)).root;
  for (const part of ['', ...parts.slice(1)]) {
    folder = path.join(folder, part);
    // What cannot be looked at, or is no folder, is told of when the way is made.
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true) return undefined;
    if (!mayEnter(found, account)) return folder;
  }
  return undefined;
}

/** `stat` as `account` would use it: root's own right to enter everything does not count. */
function mayEnter(
  found: { readonly mode: number; readonly uid: number; readonly gid: number },
  account: ServerAccount,
): boolean {
  if (found.uid === account.uid) return (found.mode & 0o100) !== 0;
  if (found.gid === account.gid) return (found.mode & 0o010) !== 0;
  return (found.mode & 0o001) !== 0;
}
