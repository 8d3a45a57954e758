import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { ConfigError } from '@vox/voice-core';

export type ServerAccount = { readonly uid: number; readonly gid: number };

/** Runs a command and gives its trimmed output; rejects when it fails. */
export type RunCommand = (command: string, args: readonly string[]) => Promise<string>;

const execFileAsync = promisify(execFile);

const runCommand: RunCommand = async (command, args) => {
  const { stdout } = await execFileAsync(command, [...args]);
  return stdout.trim();
};

/**
 * The account PostgreSQL runs under, which refuses to run as root: `postgres` where it exists, else a
 * system user `voxbridge` that is made here. `undefined` means our own account, because we are not root.
 *
 * @throws ConfigError when root has no such user and cannot make one.
 */
export async function resolveServerAccount(
  ownUid: number | undefined = process.getuid?.(),
  run: RunCommand = runCommand,
): Promise<ServerAccount | undefined> {
  if (ownUid !== 0) return undefined;
  const existing = (await findAccount('postgres', run)) ?? (await findAccount('voxbridge', run));
  if (existing !== undefined) return existing;
  const useradd = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'voxbridge'];
  let reason = 'the new user cannot be found';
  try {
    await run('useradd', useradd);
    const created = await findAccount('voxbridge', run);
    if (created !== undefined) return created;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw new ConfigError([
    'PostgreSQL refuses to run as root, and no user for it could be made ' +
      `(useradd ${useradd.join(' ')}: ${reason}). Make a user "postgres", start VoxBridge as an ` +
      'ordinary user, or set DATABASE_URL.',
  ]);
}

async function findAccount(name: string, run: RunCommand): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = [await run('id', ['-u', name]), await run('id', ['-g', name])];
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    // `id` fails exactly when the user does not exist.
    return undefined;
  }
}
