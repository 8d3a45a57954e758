import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

import { everyFrame } from './frame-tick';

/** After how long Jest's clock calls what is to be called "immediately". */
const IMMEDIATE_MS = 1;

/** Two ends of one connection, and what closes both. */
async function connection() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[served]] = await Promise.all([once(server, 'connection'), once(client, 'connect')]);
  const close = () => {
    client.destroy();
    (served as Socket).destroy();
    server.close();
  };
  return { client, served: served as Socket, close };
}

describe(everyFrame.name, () => {
  afterEach(() => jest.useRealTimers());

  it('calls after what came while the loop was held up was read', async () => {
    const { client, served, close } = await connection();
    const order: string[] = [];
    const read = once(served, 'data').then(() => order.push('read'));
    let stop: (() => void) | undefined;
    const called = new Promise<void>((resolve) => {
      stop = everyFrame(() => {
        order.push('called');
        resolve();
      });
    });
    client.write('sound');
    for (const untilMs = performance.now() + 50; performance.now() < untilMs;) continue;
    await Promise.all([read, called]);
    expect(order.slice(0, 2)).toEqual(['read', 'called']);
    stop?.();
    close();
  });

  it('calls everybody each 20 ms, by one timer, until they want no more', () => {
    jest.useFakeTimers();
    const calls: string[] = [];
    const first = everyFrame(() => calls.push('first'));
    jest.advanceTimersByTime(10);
    const second = everyFrame(() => calls.push('second'));
    jest.advanceTimersByTime(10 + IMMEDIATE_MS);
    expect(calls).toEqual(['first', 'second']);
    expect(jest.getTimerCount()).toBe(1);
    first();
    first();
    jest.advanceTimersByTime(20);
    expect(calls).toEqual(['first', 'second', 'second']);
    second();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('begins again after the last one has gone, and takes the same listener twice', () => {
    jest.useFakeTimers();
    const listener = jest.fn();
    const stops = [everyFrame(listener), everyFrame(listener)];
    jest.advanceTimersByTime(20 + IMMEDIATE_MS);
    stops[0]?.();
    jest.advanceTimersByTime(20);
    expect(listener).toHaveBeenCalledTimes(3);
    stops[1]?.();
    expect(jest.getTimerCount()).toBe(0);
  });
});
