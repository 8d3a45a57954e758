import { backoffMs } from './backoff';

describe('backoffMs', () => {
  it('doubles from half a second and stays at a minute', () => {
    const delays = [1, 2, 3, 8, 9, 5000].map((attempts) => backoffMs(attempts, () => 1));
    expect(delays).toEqual([500, 1000, 2000, 60_000, 60_000, 60_000]);
  });

  it('spreads retries over the last quarter of the delay', () => {
    expect(backoffMs(3, () => 0)).toBe(1500);
  });
});
