import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';

import { ConfigError } from '@vox/voice-core';

import { findBarrier } from './reachable';
import type { ServerAccount } from './server-account';

/** Where state goes when the checkout is closed to the database's account. */
const STATE_ROOT = '/var/lib/voxbridge';

/** The folder with our package.json, from wherever this file runs (sources, dist, jest). */
export function findCheckout(from: string = __dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) return process.cwd();
  }
}

/** A folder of its own for every checkout under `stateRoot`: readable name, unique hash. */
export function stateFolder(checkout: string, stateRoot: string = STATE_ROOT): string {
  const hash = createHash('sha256').update(path.resolve(checkout)).digest('hex').slice(0, 8);
  return path.join(stateRoot, `${path.basename(checkout)}-${hash}`);
}

/**
 * Where the database and the journal of unsaved turns live: `configured` (DATA_DIR), else `.data` in the
 * checkout, else, when `account` cannot get there, a folder under /var/lib/voxbridge.
 *
 * @throws ConfigError when DATA_DIR lies behind a folder that `account` may not enter.
 */
export async function resolveDataDir(options: {
  readonly configured: string | undefined;
  readonly account: ServerAccount | undefined;
  readonly checkout?: string;
  readonly stateRoot?: string;
}): Promise<string> {
  const { configured, account } = options;
  const checkout = options.checkout ?? findCheckout();
  const chosen = path.resolve(configured ?? path.join(checkout, '.data'));
  const barrier = await findBarrier(path.join(chosen, 'postgres'), account);
  if (barrier === undefined) return chosen;
  if (configured === undefined) return stateFolder(checkout, options.stateRoot);
  throw new ConfigError([
    `DATA_DIR: the database's account (uid ${account?.uid}) may not enter ${barrier}; ` +
      'choose a folder outside it',
  ]);
}
