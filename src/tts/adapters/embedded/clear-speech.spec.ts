import { clearSpeech } from './clear-speech';

const HZ = 16_000;

function tone(hertz: number, amplitude: number): Int16Array {
  return Int16Array.from({ length: HZ }, (_, at) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hertz * at) / HZ)),
  );
}

/** In dB, after the filter has settled. */
function gainDb(hertz: number, amplitude: number, setting: { shelfDb: number; gainDb: number }) {
  const before = tone(hertz, amplitude);
  const after = clearSpeech(before, HZ, setting);
  const power = (pcm: Int16Array) => pcm.subarray(HZ / 2).reduce((sum, x) => sum + x * x, 0);
  return 10 * Math.log10(power(after) / power(before));
}

describe('clearSpeech', () => {
  it('raises what is high by the whole shelf, its corner by half, and leaves what is low', () => {
    const shelf = { shelfDb: 6, gainDb: 0 };
    expect(gainDb(100, 3000, shelf)).toBeCloseTo(0, 0);
    expect(gainDb(2500, 3000, shelf)).toBeCloseTo(3, 1);
    expect(gainDb(7800, 3000, shelf)).toBeCloseTo(6, 0);
  });

  it('changes nothing but the level where there is no shelf', () => {
    expect(gainDb(1000, 3000, { shelfDb: 0, gainDb: -4 })).toBeCloseTo(-4, 1);
    const pcm = tone(440, 12_000);
    const same = clearSpeech(pcm, HZ, { shelfDb: 0, gainDb: 0 });
    expect(Math.max(...same.map((sample, at) => Math.abs(sample - (pcm[at] ?? 0))))).toBeLessThan(
      2,
    );
  });

  it('never clips, and lowers only what is around a peak', () => {
    const pcm = tone(300, 8000);
    for (let at = 8000; at < 8040; at++) pcm[at] = 32_767;
    const loud = clearSpeech(pcm, HZ, { shelfDb: 0, gainDb: 6 });
    expect(Math.max(...loud.map(Math.abs))).toBeLessThanOrEqual(0.9 * 32_767 + 1);
    const level = (from: number) => Math.max(...loud.subarray(from, from + 160).map(Math.abs));
    expect(level(0)).toBeGreaterThan(15_500);
    expect(level(7980)).toBeGreaterThan(0.85 * 32_767);
    // A tenth of a second before and a quarter after it nothing is left of it.
    expect(level(6400)).toBeGreaterThan(15_500);
    expect(level(12_000)).toBeGreaterThan(15_500);
  });

  it('takes silence and an empty sentence', () => {
    expect(clearSpeech(new Int16Array(0), HZ, { shelfDb: 12, gainDb: 3 })).toHaveLength(0);
    expect([...clearSpeech(new Int16Array(50), HZ, { shelfDb: 12, gainDb: 3 })]).toEqual(
      Array(50).fill(0),
    );
  });
});
