import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readWav } from '@vox/audio';

import { Tape } from './tape';

const sound = (atMs: number, ms: number, level: number) => ({
  atMs,
  pcm: new Int16Array(ms * 48).fill(level),
});

describe(Tape, () => {
  it('puts every sound at its moment, and mixes what sounds together', () => {
    const tape = new Tape(1000);
    tape.add('Ann', sound(1010, 20, 100));
    tape.add('Bob', sound(1020, 20, 30_000), sound(1040, 5, 1));
    const at = (pcm: Int16Array, ms: number) => pcm[ms * 48];
    expect([5, 15, 25, 35].map((ms) => at(tape.pcm('Ann'), ms))).toEqual([0, 100, 100, 0]);
    expect([5, 15, 25, 35, 42].map((ms) => at(tape.pcm(), ms))).toEqual([
      0, 100, 30_100, 30_000, 1,
    ]);
  });

  it('limits what would be too loud, and leaves out what came too early', () => {
    const tape = new Tape(1000);
    tape.add('Ann', sound(990, 20, 30_000));
    tape.add('Bob', sound(1000, 20, 30_000));
    expect([...tape.pcm().subarray(479, 481)]).toEqual([32_767, 30_000]);
  });

  it('writes tracks of the same length, and all of them in one file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tape-'));
    const tape = new Tape(0);
    tape.add('Ann', sound(0, 20, 100));
    tape.add('Bob', sound(500, 20, 100));
    const paths = await tape.write(join(folder, 'deep'));
    const wavs = await Promise.all(paths.map(async (path) => readWav(await readFile(path))));
    await rm(folder, { recursive: true });
    expect(paths.map((path) => path.split('/').at(-1))).toEqual(['ann.wav', 'bob.wav', 'mix.wav']);
    expect(wavs.map(({ pcm, sampleRateHz }) => [pcm.length, sampleRateHz])).toEqual(
      paths.map(() => [1020 * 48, 48_000]),
    );
  });
});
