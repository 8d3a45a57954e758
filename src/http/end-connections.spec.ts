import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

import { endConnectionsAtClose } from './end-connections';

/** Of a test that is over long before. */
const NEVER_MS = 600_000;
const REQUEST = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe(endConnectionsAtClose, () => {
  let server: Server;
  const sockets: Socket[] = [];

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
  });

  async function listening(answersMs: number, onRequest: RequestListener): Promise<void> {
    server = createServer(onRequest);
    server.keepAliveTimeout = NEVER_MS;
    endConnectionsAtClose(server, answersMs);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  /** A connection that the server has taken. */
  async function connected(): Promise<Socket> {
    const taken = once(server, 'connection');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    await Promise.all([taken, once(socket, 'connect')]);
    return socket;
  }
  const closed = () => new Promise<void>((resolve) => server.close(() => resolve()));

  it('ends what was never used, and what waits for its next request, at once', async () => {
    await listening(NEVER_MS, (_request, response) => response.end('done'));
    const unused = await connected();
    const idle = await connected();
    const answered = once(idle, 'data');
    idle.write(REQUEST);
    expect(String(await answered)).toContain('done');
    const ends = Promise.all([once(unused, 'close'), once(idle, 'close')]);
    await closed();
    await ends;
  });

  it('lets an answer that runs come to its end, and its connection go with it', async () => {
    const asked = Promise.withResolvers<ServerResponse>();
    await listening(NEVER_MS, (_request, response) => {
      response.write('first ');
      asked.resolve(response);
    });
    const socket = await connected();
    let heard = '';
    socket.on('data', (bytes) => (heard += String(bytes)));
    const gone = once(socket, 'close');
    socket.write(REQUEST);
    const response = await asked.promise;
    const closing = closed();
    response.end('last');
    await closing;
    await gone;
    expect(heard).toMatch(/first [^]*last/u);
  });

  it('cuts off an answer that nobody reads on, and a request that never comes to its end', async () => {
    const asked = Promise.withResolvers<ServerResponse>();
    await listening(100, (_request, response) => {
      // More than the system takes for somebody who does not read.
      response.write(Buffer.alloc(64 * 1024 * 1024));
      asked.resolve(response);
    });
    const unread = await connected();
    unread.pause();
    unread.write(REQUEST);
    const cut = once(await asked.promise, 'close');
    const slow = await connected();
    slow.write('GET / HTTP/1.1\r\nHo');
    await closed();
    await cut;
  });
});
