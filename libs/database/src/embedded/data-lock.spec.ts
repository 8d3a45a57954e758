import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { DataLock } from './data-lock';

describe('DataLock', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vox-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('refuses a second holder and names the first by pid', async () => {
    expect(await DataLock.isHeld(folder)).toBe(false);
    const lock = await DataLock.acquire(folder);
    expect(await DataLock.isHeld(folder)).toBe(true);
    await expect(DataLock.acquire(folder)).rejects.toThrow(`pid ${process.pid}`);
    await lock.release();
    const next = await DataLock.acquire(folder);
    await next.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over from a holder that died, and says before that nobody holds it', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(
      path.join(folder, 'lock'),
      JSON.stringify({ pid: dead, identity: 'boot/ticks' }),
    );
    expect(await DataLock.isHeld(folder)).toBe(false);
    const lock = await DataLock.acquire(folder);
    await lock.release();
  });

  it('takes over when the pid of a dead holder belongs to another process now', async () => {
    const reused = JSON.stringify({ pid: process.pid, identity: 'another boot/1' });
    await writeFile(path.join(folder, 'lock'), reused);
    const lock = await DataLock.acquire(folder);
    await lock.release();
  });

  it('lets exactly one of many that find an abandoned lock have it', async () => {
    await writeFile(path.join(folder, 'lock'), 'not a lock of ours');
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => DataLock.acquire(folder)),
    );
    expect(tries.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
  });
});
