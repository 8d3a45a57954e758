import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { WebSocket } from 'ws';

import { ClientAdapter } from './client-adapter';

@WebSocketGateway({ path: '/ws/test' })
class Gateway implements OnGatewayConnection<WebSocket> {
  readonly connected = Promise.withResolvers<WebSocket>();

  handleConnection(client: WebSocket): void {
    this.connected.resolve(client);
  }
}

describe(ClientAdapter.name, () => {
  it('has nobody told of a message but who reads the socket', async () => {
    const module = await Test.createTestingModule({ providers: [Gateway] }).compile();
    const app: INestApplication<Server> = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new ClientAdapter(app));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new WebSocket(`ws://127.0.0.1:${port}/ws/test`);
    try {
      const server = await app.get(Gateway).connected.promise;
      const read = once(server, 'message');
      expect(server.listenerCount('message')).toBe(1);
      await once(client, 'open');
      client.send('hello');
      expect(String((await read)[0])).toBe('hello');
    } finally {
      client.terminate();
      await app.close();
    }
  });
});
