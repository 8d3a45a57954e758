import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give away by themselves, to outgoing connections among others: nobody takes one meanwhile. */
const FIRST_PORT = 20_000;
const PORTS = 10_000;

/** The first of `count` ports of 127.0.0.1 in a row that nobody uses at the moment, for TCP and UDP. */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const first = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const found = await Promise.all(ports.map(isFree));
    if (found.every((isOne) => isOne)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const tcp = createServer();
  const udp = createSocket('udp4');
  try {
    await once(tcp.listen(port, '127.0.0.1'), 'listening');
    udp.bind(port, '127.0.0.1');
    await once(udp, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    if (tcp.listening) await new Promise((resolve) => tcp.close(resolve));
    await new Promise<void>((resolve) => udp.close(() => resolve()));
  }
}
