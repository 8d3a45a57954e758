import { levelOf } from '../voice/level';
import { calibrate } from './calibration';

/** The level of a tone that is as loud as that. */
const levelAt = (db: number) => levelOf(new Float32Array(64).fill(10 ** (db / 20)));
const levels = (db: number) => Array.from({ length: 40 }, () => levelAt(db));
/** Half of the time somebody takes breath. */
const speechAt = (db: number) => [...levels(-58).slice(0, 20), ...levels(db).slice(0, 20)];

describe(calibrate.name, () => {
  it.each([
    [-34, 12],
    [-40, 18],
    [-15, -7],
  ])('brings speech at %d dB to where it is to be, by %d dB', (speechDb, changeDb) => {
    const { verdict, gain } = calibrate(levels(-58), speechAt(speechDb));
    expect(verdict).toBe('set');
    expect(20 * Math.log10(gain)).toBeCloseTo(changeDb, 1);
  });

  it('changes nothing where it is loud enough already', () => {
    expect(calibrate(levels(-58), speechAt(-23))).toEqual({ verdict: 'set', gain: 1 });
  });

  it('raises no room to the loudness of a person', () => {
    expect(calibrate(levels(-30), speechAt(-25))).toEqual({ verdict: 'noisy', gain: 1 });
  });

  it('says when it has heard nothing', () => {
    expect(calibrate([0, 0], [0, 0])).toEqual({ verdict: 'unheard', gain: 1 });
    expect(calibrate([], [])).toEqual({ verdict: 'unheard', gain: 1 });
  });
});
