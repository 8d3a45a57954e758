import { VirtualClock } from './virtual-clock';

describe('VirtualClock', () => {
  it('wakes sleepers in order of time, each at its own time', async () => {
    const clock = new VirtualClock();
    const log: string[] = [];
    const sleep = async (name: string, atMs: number) => {
      await clock.sleepUntil(atMs);
      log.push(`${name}@${clock.nowMs()}`);
    };
    void sleep('late', 30);
    void sleep('early', 10);
    void sleep('never', 1000);
    await clock.advance(100);
    expect(log).toEqual(['early@10', 'late@30']);
    expect(clock.nowMs()).toBe(100);
    expect(clock.sleepers).toBe(1);
  });

  it('runs what follows from one sleeper before the next wakes', async () => {
    const clock = new VirtualClock();
    const ticks: number[] = [];
    void (async () => {
      for (let index = 1; index <= 5; index++) {
        await clock.sleepUntil(index * 20);
        await Promise.resolve().then(() => Promise.resolve());
        ticks.push(clock.nowMs());
      }
    })();
    await clock.advance(100);
    expect(ticks).toEqual([20, 40, 60, 80, 100]);
  });

  it('ends a sleep at once when its signal aborts or its time has passed', async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const sleep = clock.sleepUntil(1000, controller.signal);
    controller.abort();
    await sleep;
    await clock.sleepUntil(0);
    await clock.sleepUntil(1000, controller.signal);
    expect(clock.nowMs()).toBe(0);
    expect(clock.sleepers).toBe(0);
  });

  it('moves the wall clock along', async () => {
    const clock = new VirtualClock();
    const before = clock.wallMs();
    await clock.advance(1500);
    expect(clock.wallMs() - before).toBe(1500);
  });

  it('wakes whoever was to wake while the process was held up at the end of that', async () => {
    const clock = new VirtualClock();
    const woken: number[] = [];
    for (const atMs of [300, 100, 900]) {
      void clock.sleepUntil(atMs).then(() => woken.push(clock.nowMs()));
    }
    await clock.stall(500);
    expect(woken).toEqual([500, 500]);
    expect(clock.sleepers).toBe(1);
  });
});
