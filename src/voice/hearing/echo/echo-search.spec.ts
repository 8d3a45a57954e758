import { findDelay } from './echo-search';

const HEARD = 160;
const LONGEST = 400;

/** Noise of which no two stretches are alike. */
function noise(samples: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: samples }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * 5000;
  });
}

/** What is heard of `played` after `delay`. */
function echoOf(played: Float32Array, delay: number, gain = 0.5): Float32Array {
  const start = played.length - HEARD - delay;
  return played.slice(start, start + HEARD).map((sample) => sample * gain);
}

describe(findDelay.name, () => {
  const played = noise(HEARD + LONGEST);

  it.each([0, 1, 6, 7, 8, 9, 200, 393, 399, 400])('finds an echo after %i samples', (delay) => {
    const match = findDelay(echoOf(played, delay), played, 0, LONGEST);
    expect(match).toMatchObject({ delay });
    expect(match.likeness).toBeCloseTo(1, 5);
    expect(match.gain).toBeCloseTo(0.25, 5);
    expect(match.ambiguity).toBeLessThan(0.6);
  });

  it('finds one that a loudspeaker turned over', () => {
    expect(findDelay(echoOf(played, 123, -1), played, 0, LONGEST)).toMatchObject({ delay: 123 });
  });

  it.each([
    [100, 107],
    [93, 100],
    [95, 106],
  ])('looks between %i and %i samples only', (from, to) => {
    expect(findDelay(echoOf(played, 100), played, from, to)).toMatchObject({ delay: 100 });
    expect(findDelay(echoOf(played, 300), played, from, to).likeness).toBeLessThan(0.5);
  });

  it('finds nothing alike in silence', () => {
    const silence = new Float32Array(HEARD);
    expect(findDelay(silence, played, 0, LONGEST)).toMatchObject({ likeness: 0, ambiguity: 1 });
    expect(
      findDelay(echoOf(played, 9), new Float32Array(HEARD + LONGEST), 0, LONGEST),
    ).toMatchObject({ likeness: 0 });
  });
});
