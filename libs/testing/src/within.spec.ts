import { setTimeout as sleep } from 'node:timers/promises';

import { within } from './within';

const WAIT = new Int32Array(new SharedArrayBuffer(4));

describe('within', () => {
  it('gives what comes in time', async () => {
    await expect(within(100, sleep(20, 'come'))).resolves.toBe('come');
  });

  it('fails when nothing comes', async () => {
    await expect(within(50, new Promise(() => undefined))).rejects.toThrow('within 50 ms');
  });

  it('does not count time in which this process got no processor', async () => {
    const coming = within(200, sleep(340, 'come'));
    await sleep(0);
    // Computes nothing and ticks not, as a process that waits for its turn.
    Atomics.wait(WAIT, 0, 0, 300);
    await expect(coming).resolves.toBe('come');
  });

  it('counts what this process computed while its clock stood still', async () => {
    const coming = within(200, sleep(5000, 'come', { ref: false }));
    await sleep(0);
    const { user, system } = process.cpuUsage();
    const fromMicros = user + system;
    const computedMicros = () => {
      const now = process.cpuUsage();
      return now.user + now.system - fromMicros;
    };
    while (computedMicros() < 250_000);
    await expect(coming).rejects.toThrow('within 200 ms');
  });
});
