import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { reachRedis } from './reach-redis';

let server: Server;
let port: number;
let answer: (data: string, socket: Socket) => void;
const asked: string[] = [];
const told: string[] = [];
const sockets = new Set<Socket>();

async function listen(at = 0): Promise<void> {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      asked.push(data.toString());
      answer(data.toString(), socket);
    });
  });
  server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
}

function close(): void {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
}

beforeEach(async () => {
  asked.length = 0;
  told.length = 0;
  answer = (_, socket) => void socket.write('+PONG\r\n');
  await listen();
});
afterEach(close);

const reach = (path = '', timeoutMs = 60_000) =>
  reachRedis(`redis://${path.replace('HOST', `127.0.0.1:${port}`) || `127.0.0.1:${port}`}`, {
    timeoutMs,
    onWait: (words) => void told.push(words),
  });

describe(reachRedis.name, () => {
  it('asks a Redis that is there once', async () => {
    await reach();
    expect(asked).toEqual(['*1\r\n$4\r\nPING\r\n']);
    expect(told).toEqual([]);
  });

  it('says who it is and which database it wants, and hears the answers in pieces', async () => {
    answer = (_, socket) => {
      socket.write('+OK\r\n+O');
      setImmediate(() => socket.write('K\r\n+PONG\r\n'));
    };
    await reach('ada:s%40me@HOST/3');
    expect(asked.join('')).toBe(
      '*3\r\n$4\r\nAUTH\r\n$3\r\nada\r\n$4\r\ns@me\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n*1\r\n$4\r\nPING\r\n',
    );
  });

  it.each([
    '-NOAUTH Authentication required.',
    '-WRONGPASS invalid username-password pair',
    '-ERR DB index is out of range',
  ])('does not wait for a Redis that refuses: %s', async (refusal) => {
    answer = (_, socket) => void socket.write(`${refusal}\r\n`);
    const failure = reach('ada:sesame@HOST');
    await expect(failure).rejects.toThrow(
      `REDIS_URL: cannot connect to Redis at 127.0.0.1:${port} (${refusal.slice(1)})`,
    );
    await expect(failure).rejects.not.toThrow(/sesame/u);
  });

  it('does not wait for what is no Redis', async () => {
    answer = (_, socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    await expect(reach()).rejects.toThrow(/it speaks no Redis/u);
  });

  it('says at once that it waits, and goes on when Redis is there or has loaded its data', async () => {
    close();
    const waiting = reach('', 30_000);
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(told).toEqual([`Waiting for Redis at 127.0.0.1:${port} (ECONNREFUSED)`]);
    answer = (_, socket) => {
      socket.write(asked.length === 1 ? '-LOADING Redis is loading\r\n' : '+PONG\r\n');
    };
    await listen(port);
    await waiting;
    expect(asked).toHaveLength(2);
    expect(told).toHaveLength(1);
  });

  it('gives up a Redis that does not appear in time', async () => {
    close();
    await expect(reach('', 300)).rejects.toThrow(
      `REDIS_URL: cannot connect to Redis at 127.0.0.1:${port} (ECONNREFUSED)`,
    );
  });
});
