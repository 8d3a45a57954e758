import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

import { AsyncQueue } from '@vox/voice-core';

import { type Datagram, DatagramSocket } from './datagram-socket';

/** Long enough for another thread to be given a processor on a busy machine; this one leaves it to it meanwhile. */
const STALL_MS = 1500;
const ASLEEP = new Int32Array(new SharedArrayBuffer(4));

describe(DatagramSocket, () => {
  let socket: DatagramSocket;
  let received: AsyncIterator<Datagram, void, void>;
  let client: Socket;

  beforeEach(async () => {
    const queue = new AsyncQueue<Datagram>(10);
    received = queue[Symbol.asyncIterator]();
    socket = new DatagramSocket((datagram) => queue.push(datagram));
    client = createSocket('udp4').bind(0, '127.0.0.1');
    await Promise.all([socket.listen(), once(client, 'listening')]);
  });

  afterEach(async () => {
    client.close();
    await socket.close();
  });

  function send(text: string): Promise<void> {
    return new Promise((resolve) => client.send(text, socket.port, '127.0.0.1', () => resolve()));
  }

  async function next(): Promise<Datagram> {
    const { value } = await received.next();
    if (value === undefined) throw new Error('closed');
    return value;
  }

  it('says when a datagram came, although this thread heard of it later', async () => {
    await send('first');
    const { data } = await next();
    await send('second');
    Atomics.wait(ASLEEP, 0, 0, STALL_MS);
    const wokenAtMs = performance.now();
    const { arrivedAtMs } = await next();
    expect(data.toString()).toBe('first');
    expect(arrivedAtMs).toBeLessThan(wokenAtMs);
  });

  it('answers from the port that it listens on', async () => {
    await send('question');
    const { port, address } = await next();
    const answered = once(client, 'message');
    socket.send(Buffer.from('answer'), port, address);
    const [data, remote] = (await answered) as [Buffer, { port: number }];
    expect(data.toString()).toBe('answer');
    expect(remote.port).toBe(socket.port);
  });
});
