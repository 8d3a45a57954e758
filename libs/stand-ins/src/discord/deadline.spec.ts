import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';

import { Deadline } from './deadline';

/** A deadline comes after five times as long in any case: a machine that gives the process nothing must not make up for that. */
const WAIT_MS = 500;

/** As on a machine that gives the process nothing. */
function stall(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

describe(Deadline.name, () => {
  it('comes', async () => {
    await new Promise<void>((resolve) => new Deadline().set(1, resolve));
  });

  it('lets an answer be read that came while the process stood still', async () => {
    const deadline = new Deadline();
    const told: string[] = [];
    const { port1, port2 } = new MessageChannel();
    const answered = once(port1, 'message').then(() => {
      deadline.clear();
      told.push('answered');
    });
    // What follows it in Node's loop are the timers, and only then what came in.
    await new Promise((resolve) => setImmediate(resolve));
    deadline.set(WAIT_MS, () => told.push('over'));
    port2.postMessage('ready');
    stall(WAIT_MS + 200);
    await answered;
    port1.close();
    // Longer than the first one would have waited.
    await new Promise<void>((resolve) => new Deadline().set(WAIT_MS + 100, resolve));
    expect(told).toEqual(['answered']);
  });
});
