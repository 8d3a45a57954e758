import { withVolume } from './gain';

const SAMPLES = [0, 1000, -1000, 30_000, -30_000, 32_767, -32_768];

async function at(volume: number): Promise<number[]> {
  const pcm = Int16Array.from(SAMPLES);
  const frames = (async function* () {
    yield { pcm, sampleRateHz: 24_000 as const };
  })();
  const louder = await Array.fromAsync(withVolume(frames, volume));
  expect([...pcm]).toEqual(SAMPLES);
  return louder.flatMap((frame) => [...frame.pcm]);
}

describe(withVolume.name, () => {
  it('holds what would overflow at full scale', async () => {
    expect(await at(2)).toEqual([0, 2000, -2000, 32_767, -32_768, 32_767, -32_768]);
  });

  it('makes quieter', async () => {
    expect(await at(0.5)).toEqual([0, 500, -500, 15_000, -15_000, 16_384, -16_384]);
  });
});
