import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';

import { VirtualClock } from '@vox/testing';

import { ExportFiles } from './export-files';
import type { ExportContents } from './export-source';

const contents: ExportContents = { sessionIds: ['s-1'], messageCount: 2, lastMessageId: '7' };

async function* pieces(error?: Error): AsyncGenerator<string, ExportContents, void> {
  yield await Promise.resolve('one ');
  if (error !== undefined) throw error;
  yield 'two';
  return contents;
}

describe(ExportFiles, () => {
  let folder: string;
  let clock: VirtualClock;
  let files: ExportFiles;
  const about = () => ({
    id: randomUUID(),
    createdAtMs: clock.wallMs(),
    format: 'jsonl' as const,
    scope: { userId: 'ann' },
  });

  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'vox-exports-')), 'exports');
    clock = new VirtualClock();
    files = new ExportFiles(folder, clock);
    await files.open();
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true }));

  it('are their owner’s alone, and say what is in them once they are whole', async () => {
    const one = about();
    await files.add(one);
    expect(await files.find(one.id)).toEqual(one);
    await files.write(one, pieces());
    expect(await files.find(one.id)).toEqual({ ...one, contents });
    expect(await textOf(files.read(one.id))).toBe('one two');
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) {
      expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
    }
  });

  it('leave nothing of a text that could not be written to its end', async () => {
    const one = about();
    await files.add(one);
    await expect(files.write(one, pieces(new Error('away')))).rejects.toThrow('away');
    expect((await files.find(one.id))?.contents).toBeUndefined();
    expect(await readdir(folder)).toEqual([`${one.id}.json`]);
  });

  it('are gone after a day', async () => {
    const one = about();
    await files.add(one);
    await files.write(one, pieces());
    await clock.advance(23.9 * 3_600_000);
    expect(await files.list()).toHaveLength(1);
    await clock.advance(0.2 * 3_600_000);
    expect(await files.list()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are there to be removed once', async () => {
    const one = about();
    await files.add(one);
    expect([await files.remove(one.id), await files.remove(one.id)]).toEqual([true, false]);
  });
});
