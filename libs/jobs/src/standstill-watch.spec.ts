import { StandstillWatch } from './standstill-watch';

function watching(waiting: () => Promise<number>) {
  let standstills = 0;
  const watch = new StandstillWatch(waiting, () => (standstills += 1), 60_000);
  watch.start();
  return { watch, standstills: () => standstills };
}

describe(StandstillWatch, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('notices that work waits and nothing moves', async () => {
    const { watch, standstills } = watching(() => Promise.resolve(1));
    await jest.advanceTimersByTimeAsync(50_000);
    expect(standstills()).toBe(0);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(standstills()).toBe(1);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(standstills()).toBe(2);
    watch.stop();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(standstills()).toBe(2);
  });

  it('is content while something moves now and then', async () => {
    const { watch, standstills } = watching(() => Promise.resolve(1));
    for (let n = 0; n < 10; n++) {
      await jest.advanceTimersByTimeAsync(40_000);
      watch.moved();
    }
    expect(standstills()).toBe(0);
    watch.stop();
  });

  it.each([
    ['nothing waits', () => Promise.resolve(0)],
    ['it cannot ask', () => Promise.reject(new Error('down'))],
  ])('is content while %s', async (_when, waiting) => {
    const { watch, standstills } = watching(waiting);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(standstills()).toBe(0);
    watch.stop();
  });

  it('counts no outage towards a standstill', async () => {
    let isDown = true;
    const { watch, standstills } = watching(() =>
      isDown ? Promise.reject(new Error('down')) : Promise.resolve(5),
    );
    await jest.advanceTimersByTimeAsync(600_000);
    isDown = false;
    await jest.advanceTimersByTimeAsync(50_000);
    expect(standstills()).toBe(0);
    watch.stop();
  });
});
