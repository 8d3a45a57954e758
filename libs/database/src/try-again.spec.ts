import { VirtualClock } from '@vox/testing';

import { tryAgain } from './try-again';

/** Works at the attempt of this number, counted from one. */
function worksAt(number: number) {
  const lefts: number[] = [];
  const attempt = (leftMs: number) => {
    lefts.push(Math.round(leftMs));
    if (lefts.length < number) return Promise.reject(new Error(`in vain: ${lefts.length}`));
    return Promise.resolve('open');
  };
  return { attempt, lefts };
}

let clock: VirtualClock;
const told: unknown[] = [];
const patience = (timeoutMs: number) => ({
  timeoutMs,
  mayPass: () => true,
  onWait: (error: unknown) => void told.push((error as Error).message),
  clock,
});

/** The outcome of a wait once a minute has passed. */
async function outcome<T>(wait: Promise<T>) {
  const settled = Promise.allSettled([wait]);
  await clock.advance(60_000);
  expect(clock.sleepers).toBe(0);
  return (await settled)[0];
}

beforeEach(() => {
  told.length = 0;
  clock = new VirtualClock();
});

describe(tryAgain.name, () => {
  it('pauses longer each time, and tells each attempt what is left', async () => {
    const { attempt, lefts } = worksAt(8);
    const result = await outcome(tryAgain(attempt, patience(60_000)));
    expect(result).toEqual({ status: 'fulfilled', value: 'open' });
    expect(lefts).toEqual([60_000, 59_750, 59_250, 58_250, 56_250, 52_250, 47_250, 42_250]);
  });

  it('tells of the first vain attempt and every ten seconds', async () => {
    await outcome(tryAgain(worksAt(9).attempt, patience(60_000)));
    expect(told).toEqual(['in vain: 1', 'in vain: 7']);
  });

  it('throws what failed last when no further attempt would be in time', async () => {
    const { attempt, lefts } = worksAt(Infinity);
    const result = await outcome(tryAgain(attempt, patience(2000)));
    expect(result).toMatchObject({ status: 'rejected', reason: new Error('in vain: 4') });
    expect(lefts).toEqual([2000, 1750, 1250, 250]);
  });

  it('throws at once what will not pass, and what is made of it', async () => {
    const { attempt, lefts } = worksAt(2);
    const result = await outcome(
      tryAgain(attempt, {
        ...patience(60_000),
        mayPass: () => false,
        givenUp: (error) => new TypeError((error as Error).message),
      }),
    );
    expect(result).toMatchObject({ status: 'rejected', reason: new TypeError('in vain: 1') });
    expect(lefts).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it('ends with its signal', async () => {
    const ending = new AbortController();
    const { attempt, lefts } = worksAt(2);
    const wait = tryAgain(attempt, { ...patience(60_000), signal: ending.signal });
    ending.abort();
    expect(await outcome(wait)).toMatchObject({
      status: 'rejected',
      reason: expect.objectContaining({ name: 'AbortError' }),
    });
    expect(lefts).toHaveLength(1);
  });
});
