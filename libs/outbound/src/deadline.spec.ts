import { VirtualClock } from '@vox/testing';
import { ProviderError } from '@vox/voice-core';

import { type Deadlines, withDeadlines } from './deadline';

const who = { kind: 'llm', provider: 'x' } as const;

describe(withDeadlines.name, () => {
  let clock: VirtualClock;
  let upstream: AbortSignal | undefined;
  beforeEach(() => {
    clock = new VirtualClock();
    upstream = undefined;
  });

  /** Gives an item after each wait; never ends its last one when that is Infinity. */
  const source = (waitsMs: readonly number[]) =>
    async function* (signal: AbortSignal) {
      upstream = signal;
      for (const [index, waitMs] of waitsMs.entries()) {
        if (waitMs === Infinity) await new Promise(() => undefined);
        await clock.sleepUntil(clock.nowMs() + waitMs, signal);
        yield index;
      }
    };
  const run = (waitsMs: readonly number[], deadlines: Partial<Deadlines>, signal?: AbortSignal) => {
    const given = signal ?? new AbortController().signal;
    const reading = Array.fromAsync(withDeadlines(source(waitsMs), deadlines, who, clock, given));
    reading.catch(() => undefined);
    return reading;
  };

  it('passes on what comes in time', async () => {
    const reading = run([10, 10, 10], { firstItemMs: 11, idleMs: 11, totalMs: 31 });
    await clock.advance(30);
    expect(await reading).toEqual([0, 1, 2]);
    expect(clock.sleepers).toBe(0);
  });

  it.each([
    [[Infinity], { firstItemMs: 50 }, 'first output'],
    [[10, Infinity], { firstItemMs: 500, idleMs: 40 }, 'further output'],
    [[10, 10, 10, 10, 10, 10], { idleMs: 40, totalMs: 50 }, 'whole answer'],
  ] as const)('fails when %j does not keep %j', async (waitsMs, deadlines, what) => {
    const reading = run(waitsMs, deadlines);
    await clock.advance(60);
    await expect(reading).rejects.toMatchObject({ category: 'timeout' });
    await expect(reading).rejects.toThrow(what);
    expect(upstream?.aborted).toBe(true);
    expect(clock.sleepers).toBe(0);
  });

  it('waits longer for what works without giving anything, but never longer than for all of it', async () => {
    const works = async function* (signal: AbortSignal, isAtWork: () => void) {
      for (let at = 0; at < 4; at++) {
        await clock.sleepUntil(clock.nowMs() + 30, signal);
        isAtWork();
      }
      yield 'done';
    };
    const read = (deadlines: Partial<Deadlines>) => {
      const reading = Array.fromAsync(
        withDeadlines(works, deadlines, who, clock, new AbortController().signal),
      );
      reading.catch(() => undefined);
      return reading;
    };
    const patient = read({ firstItemMs: 40 });
    const limited = read({ firstItemMs: 40, totalMs: 100 });
    await clock.advance(150);
    expect(await patient).toEqual(['done']);
    await expect(limited).rejects.toThrow('whole answer');
    expect(clock.sleepers).toBe(0);
  });

  it('does not count the time that its reader takes', async () => {
    const seen: number[] = [];
    const { signal } = new AbortController();
    const items = withDeadlines(source([0, 0, 0]), { totalMs: 50, idleMs: 50 }, who, clock, signal);
    for await (const item of items) {
      seen.push(item);
      await clock.advance(1000);
    }
    expect(seen).toEqual([0, 1, 2]);
  });

  it('ends quietly on abort and passes the reason on', async () => {
    const controller = new AbortController();
    const reading = run([10, Infinity], { idleMs: 500 }, controller.signal);
    await clock.advance(20);
    controller.abort('barge-in');
    expect(await reading).toEqual([0]);
    expect(upstream?.reason).toBe('barge-in');
    expect(clock.sleepers).toBe(0);
  });

  it('asks for nothing when it is aborted already', async () => {
    expect(await run([0], {}, AbortSignal.abort('hang-up'))).toEqual([]);
    expect(upstream).toBeUndefined();
  });

  it('closes upstream when its reader leaves', async () => {
    const { signal } = new AbortController();
    for await (const item of withDeadlines(source([0, Infinity]), {}, who, clock, signal)) {
      expect(item).toBe(0);
      break;
    }
    expect(upstream?.aborted).toBe(true);
  });

  it('throws what the source throws', async () => {
    const failure = new ProviderError('down', { ...who, category: 'server' });
    const failing = withDeadlines(
      async function* (): AsyncGenerator<number> {
        await Promise.resolve();
        throw failure;
      },
      { firstItemMs: 10 },
      who,
      clock,
      new AbortController().signal,
    );
    await expect(failing.next()).rejects.toBe(failure);
    expect(clock.sleepers).toBe(0);
  });
});
