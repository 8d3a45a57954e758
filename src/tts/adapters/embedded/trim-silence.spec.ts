import { trimSilence } from './trim-silence';

const RATE_HZ = 16_000;
const quiet = (ms: number) => Array<number>(ms * 16).fill(3);
const loud = (ms: number) => Array<number>(ms * 16).fill(5000);

describe('trimSilence', () => {
  it('leaves the asked amount of silence on each side', () => {
    const pcm = Int16Array.from([...quiet(230), ...loud(500), ...quiet(400)]);
    const trimmed = trimSilence(pcm, RATE_HZ, { leadMs: 40, tailMs: 200 });
    expect(trimmed.length / 16).toBe(740);
    expect(trimmed[40 * 16]).toBe(5000);
  });

  it('adds none where there is less', () => {
    const pcm = Int16Array.from([...quiet(10), ...loud(100)]);
    expect(trimSilence(pcm, RATE_HZ, { leadMs: 40, tailMs: 200 })).toEqual(pcm);
  });

  it('makes nothing of silence', () => {
    expect(trimSilence(new Int16Array(3200), RATE_HZ, { leadMs: 40, tailMs: 200 })).toHaveLength(0);
  });
});
