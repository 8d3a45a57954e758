import { ResamplerOracle } from '@vox/testing';

import { Resampler } from './resampler';

const RATES_HZ = [8_000, 16_000, 24_000, 48_000];
const PAIRS = RATES_HZ.flatMap((from) => RATES_HZ.map((to) => [from, to] as const)).filter(
  ([from, to]) => from !== to,
);

/** Long tables, pitch changes, and the most that a chunk can grow. */
const ODD_PAIRS: readonly (readonly [number, number])[] = [
  [44_100, 16_000],
  [22_050, 48_000],
  [16_000, 11_025],
  [93, 100],
  [1, 1000],
  [1000, 1],
];

function sine(frequencyHz: number, sampleRateHz: number, seconds: number, amplitude = 16_000) {
  return Int16Array.from({ length: sampleRateHz * seconds }, (_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / sampleRateHz)),
  );
}

/** The same numbers of 0 to 1 on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Power of the best-fitting sine at `frequencyHz`, and of everything else. */
function analyse(pcm: Int16Array, frequencyHz: number, sampleRateHz: number) {
  let [cosine, sinus, total] = [0, 0, 0];
  pcm.forEach((sample, index) => {
    const angle = (2 * Math.PI * frequencyHz * index) / sampleRateHz;
    cosine += sample * Math.cos(angle);
    sinus += sample * Math.sin(angle);
    total += sample * sample;
  });
  const tone = (2 * (cosine ** 2 + sinus ** 2)) / pcm.length ** 2;
  const power = total / pcm.length;
  return { toneDb: 10 * Math.log10(tone), snrDb: 10 * Math.log10(tone / (power - tone)) };
}

describe('Resampler', () => {
  it.each(PAIRS)('keeps a 1 kHz tone at its level and clean from %i to %i Hz', (from, to) => {
    const output = new Resampler(from, to).push(sine(1000, from, 2)).subarray(to / 2, (to * 3) / 2);
    const { toneDb, snrDb } = analyse(output, 1000, to);
    const { toneDb: sentDb } = analyse(sine(1000, from, 1), 1000, from);
    expect(Math.abs(toneDb - sentDb)).toBeLessThan(0.05);
    expect(snrDb).toBeGreaterThan(70);
  });

  it.each(PAIRS.filter(([from, to]) => from > to))(
    'puts tones above the new Nyquist frequency 60 dB down from %i to %i Hz',
    (from, to) => {
      for (let frequencyHz = to / 2; frequencyHz < from / 2; frequencyHz += 500) {
        const sent = sine(frequencyHz + 50, from, 0.5, 30_000);
        const output = new Resampler(from, to).push(sent).subarray(to / 10);
        const peak = output.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        expect(peak).toBeLessThanOrEqual(30);
      }
    },
  );

  it.each(PAIRS.filter(([from, to]) => from < to))(
    'leaves no image of a tone above the old Nyquist frequency from %i to %i Hz',
    (from, to) => {
      const output = new Resampler(from, to).push(sine(from * 0.4, from, 2)).subarray(to / 2, to);
      expect(analyse(output, from * 0.4, to).snrDb).toBeGreaterThan(60);
    },
  );

  it.each([...PAIRS, [44_100, 16_000] as const, [22_050, 48_000] as const])(
    'gives the same samples however the input is cut, from %i to %i Hz',
    (from, to) => {
      const pcm = sine(700, from, 0.5);
      const whole = new Resampler(from, to).push(pcm);
      const resampler = new Resampler(from, to);
      const parts: number[] = [];
      let random = 7;
      for (let at = 0; at < pcm.length;) {
        random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
        const size = random % 500;
        parts.push(...resampler.push(pcm.subarray(at, at + size)));
        at += size;
      }
      expect(parts).toEqual([...whole]);
      expect(whole.length).toBe(Math.ceil((pcm.length * to) / from));
    },
  );

  it.each([...PAIRS, ...ODD_PAIRS])(
    'gives what the filter gives in double precision, to the last bit but one, from %i to %i Hz',
    (from, to) => {
      const random = randomNumbers(from + to);
      const resampler = new Resampler(from, to);
      const oracle = new ResamplerOracle(from, to);
      let [samples, differing] = [0, 0];
      for (const size of [1, 320, 0, 7, 960, 5000, 33, 480, 20_000]) {
        const chunk = Math.min(size, (40_000 * from) / to);
        const pcm = Int16Array.from({ length: chunk }, () => 65_535 * random() - 32_768);
        const expected = oracle.push(pcm);
        const output = resampler.push(pcm);
        expect(output.length).toBe(expected.length);
        output.forEach((sample, at) => {
          const difference = Math.abs(sample - (expected[at] as number));
          if (difference > 1) throw new Error(`sample ${at} of ${size}: off by ${difference}`);
          differing += difference;
        });
        samples += output.length;
      }
      expect(differing / samples).toBeLessThan(0.02);
    },
  );

  it('keeps streams of different rates apart', () => {
    const random = randomNumbers(5);
    const pairs = [...PAIRS, [48_000, 16_000] as const];
    const alone = pairs.map(([from, to]) => new ResamplerOracle(from, to));
    const streams = pairs.map(([from, to]) => new Resampler(from, to));
    for (let round = 0; round < 5; round++) {
      for (const [at, [from]] of pairs.entries()) {
        const pcm = Int16Array.from({ length: from / 50 }, () => 20_000 * (random() - 0.5));
        const output = streams[at]?.push(pcm) as Int16Array;
        const expected = alone[at]?.push(pcm) as Int16Array;
        output.forEach((sample, index) => {
          expect(Math.abs(sample - (expected[index] as number))).toBeLessThanOrEqual(1);
        });
      }
    }
  });

  it('saturates instead of wrapping around', () => {
    const square = Int16Array.from({ length: 4800 }, (_, index) =>
      index % 48 < 24 ? 32_767 : -32_768,
    );
    const output = new Resampler(48_000, 16_000).push(square);
    // A wrap shows as a jump of the whole range between neighbours.
    const jump = Math.max(
      ...output.slice(1).map((sample, index) => Math.abs(sample - output[index]!)),
    );
    expect(Math.max(...output)).toBe(32_767);
    expect(jump).toBeLessThan(60_000);
  });

  it('keeps a constant constant', () => {
    const output = new Resampler(16_000, 48_000).push(new Int16Array(1600).fill(1234));
    expect(new Set(output.subarray(480))).toEqual(new Set([1234]));
  });

  it('returns the input when there is nothing to convert', () => {
    const pcm = sine(440, 16_000, 0.02);
    expect(new Resampler(16_000, 16_000).push(pcm)).toBe(pcm);
  });

  it('refuses rates it cannot convert', () => {
    expect(() => new Resampler(0, 16_000)).toThrow(expect.objectContaining({ field: 'fromHz' }));
    expect(() => new Resampler(16_000, 15_999)).toThrow(expect.objectContaining({ field: 'toHz' }));
  });
});
