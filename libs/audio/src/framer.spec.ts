import { Framer } from './framer';

const ramp = (length: number, from = 0) => Int16Array.from({ length }, (_, index) => from + index);

describe('Framer', () => {
  it('cuts chunks of any size into 20 ms frames without losing or reordering samples', () => {
    const framer = new Framer(16_000);
    const pcm = ramp(3000);
    const frames = [1, 7, 1000, 0, 319, 1, 640, 1032].flatMap((size, index, sizes) => {
      const at = sizes.slice(0, index).reduce((sum, value) => sum + value, 0);
      return framer.push(pcm.subarray(at, at + size));
    });
    expect(frames.every((frame) => frame.pcm.length === 320)).toBe(true);
    expect(frames.flatMap((frame) => [...frame.pcm])).toEqual([...pcm.subarray(0, 2880)]);
    expect([...(framer.flush()?.pcm ?? [])]).toEqual([
      ...pcm.subarray(2880),
      ...Array(200).fill(0),
    ]);
  });

  it('flushes nothing when no samples wait', () => {
    const framer = new Framer(48_000);
    framer.push(ramp(960));
    expect(framer.flush()).toBeUndefined();
  });

  it('gives a whole frame that is its own as it is, and cuts any other', () => {
    const framer = new Framer(16_000);
    const whole = ramp(320);
    expect(framer.pushOwned(whole)[0]?.pcm).toBe(whole);
    expect(framer.pushOwned(ramp(100))).toEqual([]);
    // In two parts: it begins in the middle of a frame.
    expect(framer.pushOwned(ramp(320, 100))[0]?.pcm).toEqual(ramp(320));
    expect(framer.flush()?.pcm.subarray(0, 100)).toEqual(ramp(100, 320));
    const part = ramp(640).subarray(0, 320);
    expect(framer.pushOwned(part)[0]?.pcm).toEqual(part);
    expect(framer.pushOwned(part)[0]?.pcm).not.toBe(part);
  });

  it('never writes to a frame it has given away', () => {
    const framer = new Framer(16_000);
    const [first] = framer.push(ramp(320));
    framer.push(ramp(320, 5000));
    expect(first?.pcm[0]).toBe(0);
  });
});
