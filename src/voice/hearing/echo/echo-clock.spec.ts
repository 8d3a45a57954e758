import { EchoClock } from './echo-clock';

const FRAME = 80;

/** Where the first sample is said to be after frames that came `lateness(index)` samples late, each `length` long. */
function fromAfter(frames: number, lateness: (index: number) => number, length = FRAME): number {
  const clock = new EchoClock();
  for (let index = 1; index <= frames; index++) {
    clock.onHeard(index * FRAME, 1000 + index * length + lateness(index));
  }
  return clock.from;
}

describe(EchoClock.name, () => {
  it('goes by the frames that come without delay', () => {
    expect(fromAfter(100, (index) => (index % 7) * 60)).toBe(1000);
  });

  it('follows a slow microphone to within 2 ms in 10 s', () => {
    const minute = 3000;
    const slow = FRAME * 1.0002;
    expect(fromAfter(15 * minute, () => 0, slow)).toBeGreaterThan(
      1000 + 15 * minute * (slow - FRAME) - 9,
    );
  });

  it('follows a fast microphone at once', () => {
    expect(fromAfter(3000, () => 0, FRAME * 0.9998)).toBeCloseTo(1000 - 3000 * FRAME * 0.0002, 6);
  });

  it('knows at once that half a second was lost', () => {
    expect(fromAfter(100, (index) => (index > 50 ? 2000 : 0))).toBe(3000);
  });
});
