import { VirtualClock } from '@vox/testing';

import { SessionLocks } from './session-locks';

describe('SessionLocks', () => {
  it('refuses after the timeout and lets the next one in when the holder is done', async () => {
    const clock = new VirtualClock();
    const locks = new SessionLocks(clock, 5000);
    let finish: () => void = () => undefined;
    const holder = locks.run('a', () => new Promise<void>((resolve) => (finish = resolve)));
    const waiting = expect(locks.run('a', () => Promise.resolve())).rejects.toThrow('busy');
    await clock.advance(5000);
    await waiting;
    const other = await locks.run('b', () => Promise.resolve('free'));
    expect(other).toBe('free');
    expect(locks.metrics).toEqual({ lockWaits: 1, lockTimeouts: 1 });
    finish();
    await holder;
    await expect(locks.run('a', () => Promise.resolve('mine'))).resolves.toBe('mine');
  });
});
