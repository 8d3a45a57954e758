import { getEventListeners } from 'node:events';

import { SystemClock } from './clock';

/** Longer than any test takes. */
const LONG_MS = 60_000;

describe(SystemClock.name, () => {
  const clock = new SystemClock();

  it('sleeps until its moment, and not when that has passed', async () => {
    jest.useFakeTimers();
    const startedAtMs = clock.nowMs();
    let isAwake = false;
    await clock.sleepUntil(startedAtMs - 1);
    const sleeping = clock.sleepUntil(startedAtMs + 20).then(() => (isAwake = true));
    await jest.advanceTimersByTimeAsync(19);
    expect(isAwake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(isAwake).toBe(true);
    await sleeping;
    jest.useRealTimers();
  });

  it('wakes all that sleep until a signal, which has one listener for them', async () => {
    const { signal, abort } = controlled();
    const sleeping = [1, 2, 3].map((more) =>
      clock.sleepUntil(clock.nowMs() + LONG_MS + more, signal),
    );
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    abort();
    await Promise.all(sleeping);
    await clock.sleepUntil(clock.nowMs() + LONG_MS, signal);
  });

  it('leaves those alone that sleep until another signal', async () => {
    const [one, other] = [controlled(), controlled()];
    let isAwake = false;
    const sleeping = clock
      .sleepUntil(clock.nowMs() + LONG_MS, other.signal)
      .then(() => (isAwake = true));
    void clock.sleepUntil(clock.nowMs() + LONG_MS, one.signal);
    one.abort();
    await Promise.resolve();
    expect(isAwake).toBe(false);
    other.abort();
    await sleeping;
  });
});

function controlled(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
