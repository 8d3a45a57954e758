import type { SampleRateHz } from '@vox/voice-core';

import { FrameResampler } from './frame-resampler';

const frame = (sampleRateHz: SampleRateHz, level: number) => ({
  pcm: new Int16Array(sampleRateHz / 50).fill(level),
  sampleRateHz,
});

describe(FrameResampler.name, () => {
  it('leaves frames of 16 kHz as they are', () => {
    const { pcm, sampleRateHz } = frame(16_000, 1000);
    const [out, ...others] = new FrameResampler().push({ pcm, sampleRateHz });
    expect(out?.pcm).toBe(pcm);
    expect(others).toEqual([]);
  });

  it('gives frames of 20 ms at 16 kHz of a sound whose rate changes', () => {
    const resampler = new FrameResampler();
    const rates: readonly SampleRateHz[] = [48_000, 48_000, 48_000, 24_000, 24_000, 24_000];
    const out = rates.flatMap((rate) => resampler.push(frame(rate, 1000)));
    expect(out.length).toBeGreaterThanOrEqual(rates.length - 2);
    for (const { pcm, sampleRateHz } of out) {
      expect(sampleRateHz).toBe(16_000);
      expect(pcm).toHaveLength(320);
    }
    expect(out.at(1)?.pcm.at(160)).toBeCloseTo(1000, -2);
  });
});
