import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { PostgresBinaries } from './binaries';
import { dataFolderProblem, makeDataFolder } from './data-folder';
import type { ServerAccount } from './server-account';

/** The folder of one PostgreSQL cluster: its data, its password, its log. */
export type Cluster = {
  readonly folder: string;
  readonly dataDir: string;
  readonly password: string;
  readonly account: ServerAccount | undefined;
};

export const SUPERUSER = 'vox';

/** For every account to enter. */
const OPEN = 0o755;
const CLOSED = 0o700;

/** Makes the folder and opens the way to it; the folder itself is the account's alone. */
export async function prepareClusterFolder(
  folder: string,
  account: ServerAccount | undefined,
): Promise<void> {
  await makeDataFolder(path.dirname(folder), OPEN);
  await makeDataFolder(folder, CLOSED);
  try {
    await chmod(folder, CLOSED);
    if (account !== undefined) await chown(folder, account.uid, account.gid);
  } catch (error) {
    throw dataFolderProblem(`cannot make ${folder} the database's own`, error);
  }
}

/**
 * The cluster in `folder`, made by initdb when there is none. A marker written last tells a whole cluster
 * from one whose initdb was cut off, which is made anew.
 */
export async function prepareCluster(
  folder: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
  onCreate: () => void,
): Promise<Cluster> {
  const dataDir = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  const readyMarker = path.join(folder, 'ready');
  if (!existsSync(readyMarker)) {
    onCreate();
    await rm(dataDir, { recursive: true, force: true });
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
    await runInitdb(binaries.initdb, dataDir, passwordFile, account);
    await writeFile(readyMarker, '');
  }
  return openCluster(folder, account);
}

/** The cluster that is in `folder`. Rejects where there is none, or its password may not be read. */
export async function openCluster(
  folder: string,
  account: ServerAccount | undefined,
): Promise<Cluster> {
  const password = (await readFile(path.join(folder, 'password'), 'utf8')).trim();
  return { folder, dataDir: path.join(folder, 'data'), password, account };
}

async function runInitdb(
  initdb: string,
  dataDir: string,
  passwordFile: string,
  account: ServerAccount | undefined,
): Promise<void> {
  const args = [
    ...['-D', dataDir, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
    ...['-E', 'UTF8', '--locale=C', '--data-checksums'],
  ];
  // Its own folder as working directory: the account may not be allowed to be in ours.
  const child = spawn(initdb, args, {
    ...account,
    cwd: path.dirname(dataDir),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2000)));
  await new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(new Error('initdb cannot be run', { cause })));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed with code ${code}: ${output.trim()}`));
    });
  });
}
