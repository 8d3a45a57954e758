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
  it('ends at once when it is aborted', async () => {
    const call = new AbortController();
    const waiting = pause(3_600_000, call.signal);
    call.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(pause(3_600_000, call.signal)).resolves.toBeUndefined();
  });
});
