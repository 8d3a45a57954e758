import type { Job } from 'bullmq';

import { TakenQueue } from './taken-queue';

const STUCK_MS = 60_000;
const LONG_MS = 600_000;
const JOB = {} as Job;

/** A queue in which jobs always wait, with workers that take only what the test hands them. */
function takenQueue({ hasLongJobs, concurrency }: { hasLongJobs: boolean; concurrency: number }) {
  const takes: ((job: Job) => Promise<void>)[] = [];
  const closedByForce: number[] = [];
  const standstills: number[] = [];
  const ends: (() => void)[] = [];
  const queue = new TakenQueue({
    concurrency,
    hasLongJobs,
    stuckMs: STUCK_MS,
    ready: () => Promise.resolve(1),
    open: (take) => {
      const index = takes.push(take) - 1;
      return {
        waitUntilReady: () => Promise.reject(new Error('not asked')),
        on: () => {
          throw new Error('not asked');
        },
        close: (force) => {
          if (force === true) closedByForce.push(index);
          return Promise.resolve();
        },
      };
    },
    work: () => new Promise<void>((resolve) => ends.push(resolve)),
    onStandstill: (inWork) => standstills.push(inWork),
  });
  queue.watch();
  const take = () => void takes.at(-1)?.(JOB);
  return { queue, take, ends, standstills, closedByForce };
}

describe(TakenQueue, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lets long jobs that have all its places take their time, whatever waits', async () => {
    const { queue, take, ends, standstills } = takenQueue({ hasLongJobs: true, concurrency: 2 });
    take();
    take();
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(standstills).toEqual([]);
    // The next one is to be taken now that there is a place for it.
    ends[0]?.();
    await jest.advanceTimersByTimeAsync(STUCK_MS + STUCK_MS / 2);
    expect(standstills).toEqual([1]);
    await queue.close();
  });

  it('is replaced while short jobs hold all its places and never end', async () => {
    const { queue, take, standstills, closedByForce } = takenQueue({
      hasLongJobs: false,
      concurrency: 1,
    });
    take();
    await jest.advanceTimersByTimeAsync(STUCK_MS + STUCK_MS / 2);
    expect([standstills, closedByForce]).toEqual([[1], [0]]);
    await queue.close();
  });

  it('counts what a replaced worker still holds for no place of the next one', async () => {
    const { queue, take, ends, standstills } = takenQueue({ hasLongJobs: true, concurrency: 2 });
    take();
    await jest.advanceTimersByTimeAsync(STUCK_MS + STUCK_MS / 2);
    expect(standstills).toEqual([1]);
    take();
    take();
    ends[0]?.();
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(standstills).toEqual([1]);
    await queue.close();
  });
});
