import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { SpeechShaper } from './speech-shaper';
import { readWav } from './wav';

const FOLDER = path.join(__dirname, '../../../test/fixtures/audio');

const recordings = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.wav'))
  .map((file) => ({ file, ...readWav(readFileSync(path.join(FOLDER, file))) }))
  .sort((a, b) => b.pcm.length - a.pcm.length)
  // Of the longest, whose sounds are many enough for their median to be that of the voice.
  .slice(0, 3);

function shaped(
  { pcm, sampleRateHz }: { pcm: Int16Array; sampleRateHz: number },
  shape: { rate: number; pitch: number },
  chunk = pcm.length,
): Int16Array {
  const shaper = new SpeechShaper(sampleRateHz, shape);
  const parts: number[] = [];
  for (let at = 0; at < pcm.length; at += chunk) {
    for (const sample of shaper.push(pcm.subarray(at, at + chunk))) parts.push(sample);
  }
  for (const sample of shaper.flush()) parts.push(sample);
  return Int16Array.from(parts);
}

/** The median fundamental frequency of the voiced stretches, by autocorrelation over 50 ms. */
function fundamentalHz(pcm: Int16Array, sampleRateHz: number): number {
  const window = Math.round(sampleRateHz * 0.05);
  const found: number[] = [];
  for (let start = 0; start + 2 * window < pcm.length; start += window) {
    let energy = 0;
    for (let at = 0; at < window; at += 2) energy += (pcm[start + at] as number) ** 2;
    if (Math.sqrt((2 * energy) / window) < 800) continue;
    const likeness = (lag: number): number => {
      let [product, late] = [0, 1];
      // Every other sample holds all that a voice's fundamental is heard by.
      for (let at = 0; at < window; at += 2) {
        const later = pcm[start + at + lag] as number;
        product += (pcm[start + at] as number) * later;
        late += later * later;
      }
      return product / Math.sqrt(energy * late);
    };
    let [best, bestLag] = [0.6, 0];
    const longest = Math.round(sampleRateHz / 60);
    for (let lag = Math.round(sampleRateHz / 500); lag <= longest; lag++) {
      // A multiple of the period is as like as the period itself: the shortest that is as like wins.
      const like = likeness(lag);
      if (like > best * 1.03) [best, bestLag] = [like, lag];
    }
    if (bestLag > 0) found.push(sampleRateHz / bestLag);
  }
  return found.sort((a, b) => a - b)[Math.floor(found.length / 2)] as number;
}

describe(SpeechShaper.name, () => {
  for (const recording of recordings) {
    const own = fundamentalHz(recording.pcm, recording.sampleRateHz);
    it.each([
      [1, 1],
      [0.5, 1],
      [0.8, 1],
      [1.25, 1],
      [2, 1],
      [1, 0.7],
      [1, 1.3],
      [1.5, 1.2],
    ])(`gives ${recording.file} a rate of %d and a pitch of %d`, (rate, pitch) => {
      const { pcm, sampleRateHz } = recording;
      const made = shaped(recording, { rate, pitch });
      expect(made.length).toBe(Math.round(pcm.length / rate));
      const change = fundamentalHz(made, sampleRateHz) / own;
      expect(change / pitch).toBeGreaterThan(0.95);
      expect(change / pitch).toBeLessThan(1.05);
    });
  }

  it('leaves speech as it is at a rate and a pitch of 1', () => {
    const [recording] = recordings;
    if (recording === undefined) throw new Error('there are no recordings');
    expect(shaped(recording, { rate: 1, pitch: 1 })).toEqual(recording.pcm);
  });

  it.each([1, 7, 480, 5000])('gives the same in chunks of %d samples', (chunk) => {
    const [recording] = recordings;
    const short = { pcm: recording?.pcm.slice(0, 24_000) as Int16Array, sampleRateHz: 16_000 };
    const shape = { rate: 1.3, pitch: 0.9 };
    expect(shaped(short, shape, chunk)).toEqual(shaped(short, shape));
  });

  it('keeps the level, and makes silence of silence', () => {
    const level = (pcm: Int16Array) =>
      Math.sqrt(pcm.reduce((sum, x) => sum + x * x, 0) / pcm.length);
    const [recording] = recordings;
    if (recording === undefined) throw new Error('there are no recordings');
    for (const rate of [0.7, 1.6]) {
      const change = level(shaped(recording, { rate, pitch: 1.1 })) / level(recording.pcm);
      expect(change).toBeGreaterThan(0.85);
      expect(change).toBeLessThan(1.15);
    }
    const silence = { pcm: new Int16Array(16_000), sampleRateHz: 16_000 };
    expect(shaped(silence, { rate: 2, pitch: 0.5 })).toEqual(new Int16Array(8000));
  });

  it('gives a second of speech before two have come', () => {
    const [recording] = recordings;
    const shaper = new SpeechShaper(16_000, { rate: 0.8, pitch: 1.2 });
    const made = shaper.push(recording?.pcm.subarray(0, 16_000) as Int16Array);
    expect(made.length).toBeGreaterThan(18_000);
    expect(new SpeechShaper(16_000, { rate: 1, pitch: 1 }).flush()).toHaveLength(0);
  });
});
