import { levelOf } from './level';

const sine = (amplitude: number) =>
  Float32Array.from({ length: 1024 }, (_, index) => amplitude * Math.sin(index / 8));

describe('levelOf', () => {
  it('is 0 for silence and for no samples', () => {
    expect(levelOf(new Float32Array(1024))).toBe(0);
    expect(levelOf(new Float32Array(0))).toBe(0);
  });

  it('is 0 below the noise of a quiet room and 1 for loud speech', () => {
    expect(levelOf(sine(0.0005))).toBe(0);
    expect(levelOf(sine(0.9))).toBe(1);
  });

  it('rises by the same step for each doubling of the amplitude', () => {
    const steps = [0.02, 0.04, 0.08].map((amplitude) => levelOf(sine(amplitude)));
    const [low = 0, middle = 0, high = 0] = steps;
    expect(middle - low).toBeCloseTo(6.02 / 48, 3);
    expect(high - middle).toBeCloseTo(middle - low, 3);
  });
});
