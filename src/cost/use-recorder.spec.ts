import { Logger } from '@nestjs/common';
import { type JobInput, type JobQueue, JobRefusedError } from '@vox/jobs';
import { VirtualClock } from '@vox/testing';

import { type Use, UseRecorder } from './use-recorder';

type Job = JobInput<'usage.record-uses'>;

const SERVER = '8c5d4b1e-3f52-4b3c-9f0e-0d9f1b1c2a30';

function use(provider: string): Use {
  return {
    id: crypto.randomUUID(),
    usedAtMs: 1,
    kind: 'tts',
    provider,
    purpose: 'speech',
    characters: 1,
    isEstimated: false,
  };
}

describe(UseRecorder, () => {
  beforeEach(() => Logger.overrideLogger(false));

  const bench = () => {
    const clock = new VirtualClock();
    const jobs: Job[] = [];
    const state: { fault: Error | undefined } = { fault: undefined };
    const add = (_name: string, job: Job) => {
      if (state.fault !== undefined) return Promise.reject(state.fault);
      jobs.push(job);
      return Promise.resolve();
    };
    const recorder = new UseRecorder({ add } as unknown as JobQueue, clock, SERVER);
    const stored = () =>
      jobs.flatMap(({ accounts }) =>
        accounts.flatMap(({ uses }) => uses.map(({ provider }) => provider)),
      );
    return { clock, jobs, state, recorder, stored };
  };

  it('has what is used meanwhile stored in one job, by person', async () => {
    const { clock, jobs, recorder } = bench();
    recorder.add({ userId: 'ann' }, use('a'));
    recorder.add({ userId: 'bob' }, use('b'));
    recorder.add({ userId: 'ann' }, use('c'));
    expect(jobs).toEqual([]);
    await clock.advance(1000);
    expect(jobs).toMatchObject([
      {
        serverId: SERVER,
        accounts: [
          { payer: { userId: 'ann' }, uses: [{ provider: 'a' }, { provider: 'c' }] },
          { payer: { userId: 'bob' }, uses: [{ provider: 'b' }] },
        ],
      },
    ]);
  });

  it('makes no job larger than the queue likes', async () => {
    const { clock, jobs, recorder, stored } = bench();
    for (let count = 0; count < 700; count++) {
      recorder.add({ userId: count < 300 ? 'ann' : 'bob' }, use(String(count)));
    }
    await clock.advance(1000);
    const sizes = jobs.map(({ accounts }) => accounts.map(({ uses }) => uses.length));
    expect(sizes).toEqual([[300, 200], [200]]);
    expect(stored()).toEqual(Array.from({ length: 700 }, (_, count) => String(count)));
  });

  it('keeps it while the queue takes none', async () => {
    const { clock, state, recorder, stored } = bench();
    state.fault = new Error('away');
    recorder.add({}, use('a'));
    await clock.advance(2000);
    recorder.add({ userId: 'ann' }, use('b'));
    await clock.advance(60_000);
    expect(stored()).toEqual([]);
    state.fault = undefined;
    await clock.advance(5000);
    expect(stored()).toEqual(['a', 'b']);
    expect(clock.sleepers).toBe(0);
  });

  it('gives up what the queue will never take', async () => {
    const { clock, state, recorder, stored } = bench();
    state.fault = new JobRefusedError('no');
    recorder.add({}, use('a'));
    await clock.advance(1000);
    state.fault = undefined;
    recorder.add({}, use('b'));
    await clock.advance(1000);
    expect(stored()).toEqual(['b']);
  });

  it('has all of it stored at the end, also what is told of after it', async () => {
    const { clock, recorder, stored } = bench();
    recorder.add({}, use('a'));
    const stopped = recorder.onApplicationShutdown();
    await clock.advance(0);
    await stopped;
    expect(stored()).toEqual(['a']);
    recorder.add({}, use('late'));
    await clock.advance(0);
    expect(stored()).toEqual(['a', 'late']);
  });

  it('ends though the queue takes nothing any more', async () => {
    const { clock, state, recorder } = bench();
    state.fault = new Error('closed');
    recorder.add({}, use('a'));
    const stopped = recorder.onApplicationShutdown();
    await clock.advance(0);
    await stopped;
    expect(clock.sleepers).toBe(0);
  });

  it('loses the oldest where too much waits', async () => {
    const { clock, state, recorder, stored } = bench();
    state.fault = new Error('away');
    for (let count = 0; count < 20_001; count++) recorder.add({}, use(String(count)));
    await clock.advance(1000);
    state.fault = undefined;
    await clock.advance(5000);
    expect(stored()).toHaveLength(20_000);
    expect(stored()[0]).toBe('1');
  });
});
