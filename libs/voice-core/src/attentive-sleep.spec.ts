import { answerWithin, attentiveSleep } from './attentive-sleep';
import { Clock, SystemClock } from './clock';

/** A clock on which every sleep ends `lateMs` after its time. */
class LateClock extends Clock {
  #nowMs = 0;

  constructor(public lateMs: number) {
    super();
  }

  override nowMs(): number {
    return this.#nowMs;
  }

  override wallMs(): number {
    return this.#nowMs;
  }

  override sleepUntil(atMs: number): Promise<void> {
    this.#nowMs = Math.max(this.#nowMs, atMs) + this.lateMs;
    return Promise.resolve();
  }
}

describe(attentiveSleep, () => {
  it('takes as long as it is told on a clock that is in time', async () => {
    const clock = new LateClock(0);
    await attentiveSleep(clock, 1050);
    expect(clock.nowMs()).toBe(1050);
  });

  it('does not count a stretch in which the process was late', async () => {
    const clock = new LateClock(1200);
    const sleep = attentiveSleep(clock, 1000);
    clock.lateMs = 0;
    await sleep;
    // One slice of 100 ms that ended 1200 ms late, then the whole second.
    expect(clock.nowMs()).toBe(2300);
  });

  it('ends on a process that is late all the time', async () => {
    const clock = new LateClock(60);
    await attentiveSleep(clock, 1000);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(5000);
    expect(clock.nowMs()).toBeLessThan(5200);
  });

  it('ends at once when it is called off', async () => {
    const callOff = new AbortController();
    const sleep = attentiveSleep(new SystemClock(), 3_600_000, callOff.signal);
    callOff.abort();
    await expect(sleep).resolves.toBeUndefined();
  });

  it('leaves an answer time to be read after the loop was busy', async () => {
    const read = Promise.withResolvers<'answer'>();
    // What a socket does: its data is read in a phase of its own, after that of the timers.
    setImmediate(() => setImmediate(() => read.resolve('answer')));
    const late = attentiveSleep(new SystemClock(), 200).then(() => 'late' as const);
    const busyUntilMs = performance.now() + 400;
    while (performance.now() < busyUntilMs);
    await expect(Promise.race([read.promise, late])).resolves.toBe('answer');
  });
});

describe(answerWithin, () => {
  const never = new Promise<never>(() => undefined);

  it('gives what the work gives, undefined included, and lets the deadline go', async () => {
    const clock = new SystemClock();
    expect(await answerWithin(clock, 3_600_000, Promise.resolve(7))).toEqual({ value: 7 });
    expect(await answerWithin(clock, 3_600_000, Promise.resolve())).toEqual({ value: undefined });
  });

  it('throws what the work throws', async () => {
    const failed = Promise.reject(new Error('refused'));
    await expect(answerWithin(new SystemClock(), 3_600_000, failed)).rejects.toThrow('refused');
  });

  it('gives nothing of work that is late, and does not mind when it fails afterwards', async () => {
    const clock = new LateClock(0);
    const work = Promise.withResolvers<number>();
    expect(await answerWithin(clock, 1000, work.promise)).toBeUndefined();
    expect(clock.nowMs()).toBe(1000);
    work.reject(new Error('too late to matter'));
    await expect(answerWithin(clock, 1000, never)).resolves.toBeUndefined();
  });

  it('takes an answer that comes with the deadline', async () => {
    const work = Promise.withResolvers<string>();
    const clock = new LateClock(0);
    const sleepUntil = clock.sleepUntil.bind(clock);
    clock.sleepUntil = async (atMs) => {
      await sleepUntil(atMs);
      work.resolve('just in time');
    };
    expect(await answerWithin(clock, 100, work.promise)).toEqual({ value: 'just in time' });
  });
});
