import { levelDb, rms, silence } from './level';

describe('level', () => {
  it('measures a full-scale square wave as 1 and a half-scale one as -6 dB', () => {
    expect(rms(Int16Array.of(-32_768, 32_767, -32_768, 32_767))).toBeCloseTo(1, 3);
    expect(levelDb(Int16Array.of(-16_384, 16_384))).toBeCloseTo(-6.02, 2);
  });

  it('measures what comes after a sample on its own', () => {
    const pcm = Int16Array.of(32_767, 32_767, -16_384, 16_384);
    expect(levelDb(pcm, 2)).toBeCloseTo(-6.02, 2);
    expect(rms(pcm, 4)).toBe(0);
  });

  it('gives a number for silence and for nothing at all', () => {
    expect(levelDb(silence(24_000).pcm)).toBe(-100);
    expect(rms(new Int16Array(0))).toBe(0);
  });

  it('makes a fresh silent frame of 20 ms each time', () => {
    expect(silence(48_000).pcm).toHaveLength(960);
    expect(silence(48_000).pcm).not.toBe(silence(48_000).pcm);
  });
});
