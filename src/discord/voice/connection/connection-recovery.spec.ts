import { VirtualClock } from '@vox/testing';

import { ConnectionRecovery } from './connection-recovery';

describe('ConnectionRecovery', () => {
  let clock: VirtualClock;
  let recovery: ConnectionRecovery;
  let log: string[];

  beforeEach(() => {
    clock = new VirtualClock();
    log = [];
    recovery = new ConnectionRecovery(clock, {
      rejoin: () => void log.push(`rejoin@${clock.nowMs()}`),
      giveUp: (reason) => void log.push(`${reason}@${clock.nowMs()}`),
    });
  });

  async function pass(ms: number): Promise<void> {
    for (let atMs = 0; atMs < ms; atMs += 100) {
      await clock.advance(100);
      recovery.tick();
    }
  }

  it('tries a first join twice', async () => {
    recovery.joining();
    await pass(60_000);
    expect(log).toEqual(['rejoin@10100', 'rejoin@21100', 'unreachable@31100']);
  });

  it('brings a lost connection back with growing pauses, and gives up in the end', async () => {
    recovery.succeeded();
    recovery.retry();
    await pass(200_000);
    expect(log).toEqual([
      'rejoin@100',
      'rejoin@11100',
      'rejoin@23100',
      'rejoin@37100',
      'rejoin@55100',
      'rejoin@73100',
      'unreachable@83100',
    ]);
  });

  it('gives up on a server that closes each time as soon as it was reached', async () => {
    recovery.succeeded();
    for (let close = 0; close < 10; close++) {
      recovery.retry();
      await pass(9_000);
      recovery.succeeded();
    }
    expect(log.filter((entry) => entry.startsWith('rejoin'))).toHaveLength(6);
    expect(log.some((entry) => entry.startsWith('unreachable'))).toBe(true);
  });

  it('starts counting anew after a connection that lasted', async () => {
    recovery.succeeded();
    for (let close = 0; close < 10; close++) {
      await pass(10_100);
      recovery.retry();
      await pass(100);
      recovery.succeeded();
    }
    expect(log).toHaveLength(10);
    expect(log.every((entry) => entry.startsWith('rejoin'))).toBe(true);
  });

  it('closes when nothing follows in time, unless something does', async () => {
    recovery.closeAfter(5_000, 'disconnected');
    await pass(4_900);
    recovery.joining();
    recovery.succeeded();
    await pass(5_000);
    expect(log).toEqual([]);
    recovery.closeAfter(5_000, 'disconnected');
    await pass(5_000);
    expect(log).toEqual(['disconnected@14900']);
  });

  it('does nothing more when it is closed', async () => {
    recovery.joining();
    recovery.close();
    recovery.retry();
    await pass(60_000);
    expect(log).toEqual([]);
  });
});
