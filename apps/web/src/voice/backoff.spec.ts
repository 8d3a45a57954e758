import { MAX_RECONNECT_ATTEMPTS, pause, reconnectDelayMs } from './backoff';

describe('reconnectDelayMs', () => {
  it('doubles from 400 ms and stops at 3 s', () => {
    const delays = [0, 1, 2, 3, 21].map((attempt) => reconnectDelayMs(attempt, () => 0.5));
    expect(delays).toEqual([400, 800, 1600, 3000, 3000]);
  });

  it('spreads clients by a fifth to either side', () => {
    expect(reconnectDelayMs(1, () => 0)).toBe(640);
    expect(reconnectDelayMs(1, () => 1)).toBe(960);
  });

  it('waits about a minute in all', () => {
    let totalMs = 0;
    for (let attempt = 0; attempt < MAX_RECONNECT_ATTEMPTS; attempt += 1) {
      totalMs += reconnectDelayMs(attempt, () => 0.5);
    }
    expect(totalMs).toBeGreaterThan(45_000);
    expect(totalMs).toBeLessThan(90_000);
  });
});

describe('pause', () => {
  let page: EventTarget;

  const define = (name: 'window' | 'navigator', value: object) =>
    Object.defineProperty(globalThis, name, { value, configurable: true });

  beforeEach(() => {
    page = new EventTarget();
    define('window', page);
    define('navigator', { onLine: true });
  });

  it('ends when the time is over', async () => {
    await expect(pause(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  it('ends as soon as the network is back, and no earlier while there is none', async () => {
    define('navigator', { onLine: false });
    let isOver = false;
    const waiting = pause(1, new AbortController().signal).then(() => (isOver = true));
    // Set later, and so over later, than the one before it.
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(isOver).toBe(false);
    page.dispatchEvent(new Event('online'));
    await expect(waiting).resolves.toBe(true);
  });

  it('ends at once when it is aborted', async () => {
    const call = new AbortController();
    const waiting = pause(3_600_000, call.signal);
    call.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(pause(3_600_000, call.signal)).resolves.toBeUndefined();
  });
});
