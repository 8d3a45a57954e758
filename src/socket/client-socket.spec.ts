import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { WebSocketServer } from 'ws';

import { SocketTestClient, until } from '../../test/support/socket-test-client';
import { ClientSocket, type ClientSocketOptions } from './client-socket';

const ONE_MIB = 1024 * 1024;

describe('ClientSocket', () => {
  let server: WebSocketServer;
  const clients: SocketTestClient[] = [];

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  async function connect(options: Partial<ClientSocketOptions> = {}) {
    const { port } = server.address() as AddressInfo;
    const connected = new Promise<ClientSocket>((resolve) =>
      server.once('connection', (socket) => resolve(new ClientSocket(socket, options))),
    );
    const client = new SocketTestClient(`ws://127.0.0.1:${port}`);
    clients.push(client);
    await client.opened();
    const socket = await connected;
    const closed = new Promise<void>((resolve) =>
      socket.listen({ onText: () => undefined, onBinary: () => undefined, onClose: resolve }),
    );
    return { client, socket, closed };
  }

  it('drops audio for a slow reader and still sends it events', async () => {
    const { client, socket } = await connect({ closeAboveBytes: 100 * ONE_MIB });
    client.socket.pause();
    for (let i = 0; i < 64; i++) socket.sendAudio(new Uint8Array(ONE_MIB / 4));
    socket.send({ event: 'pong', data: {} });
    client.socket.resume();
    await client.event('pong');
    expect(client.audio.length).toBeGreaterThan(0);
    expect(client.audio.length).toBeLessThan(64);
  });

  it('closes with 1013 on a reader that does not even keep up with events', async () => {
    const { client, socket } = await connect({ closeAboveBytes: ONE_MIB });
    client.socket.pause();
    const text = 'x'.repeat(ONE_MIB);
    for (let i = 0; i < 32 && socket.isOpen; i++) {
      socket.sendError({ code: 'internal_error', message: text });
    }
    expect(socket.isOpen).toBe(false);
    client.socket.resume();
    expect(await client.closed()).toBe(1013);
  });

  it('cuts the connection of a peer that never reads its close frame', async () => {
    const { client, socket, closed } = await connect({ closeGraceMs: 20 });
    client.socket.pause();
    socket.close(1000, 'bye');
    await closed;
    expect(socket.isOpen).toBe(false);
  });

  it('notices a peer that is dead within two heartbeats', async () => {
    const { client, closed } = await connect({ heartbeatMs: 20 });
    client.socket.pause();
    await closed;
  });

  it('keeps a quiet peer that answers its heartbeats', async () => {
    const { client, socket } = await connect({ heartbeatMs: 250 });
    let pings = 0;
    client.socket.on('ping', () => (pings += 1));
    await until(() => pings >= 3 || !socket.isOpen);
    expect(socket.isOpen).toBe(true);
  });

  it('closes with 1008 after too many bad messages', async () => {
    const { client, socket } = await connect({ maxBadMessages: 2 });
    socket.countBadMessage();
    expect(socket.isOpen).toBe(true);
    socket.countBadMessage();
    expect(await client.closed()).toBe(1008);
  });

  it('takes a second close and sends after the close as nothing', async () => {
    const { client, socket } = await connect();
    socket.close(1000, 'bye');
    socket.close(1011, 'again');
    socket.send({ event: 'pong', data: {} });
    socket.sendAudio(new Uint8Array(2));
    expect(await client.closed()).toBe(1000);
    expect(client.messages).toEqual([]);
  });
});
