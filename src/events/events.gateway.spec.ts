import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { EVENTS_SOCKET_PATH, eventsControlSchema } from '@vox/protocol';
import { Clock, SystemClock } from '@vox/voice-core';

import { memoryInvites } from '../../test/support/memory-invites';
import { admin, socketAuth } from '../../test/support/socket-auth';
import { SocketTestClient, until } from '../../test/support/socket-test-client';
import { AuthService } from '../auth';
import { parseConfig } from '../config';
import { Invites } from '../invites';
import { Limits } from '../limits';
import { SocketAuthorizer } from '../socket';
import { VoiceService } from '../voice';
import { EventStream } from './event-stream';
import { EventsGateway } from './events.gateway';

describe('/ws/events', () => {
  let app: INestApplication<Server>;
  let stream: EventStream;
  let isAuthorized: boolean;
  const clients: SocketTestClient[] = [];

  async function connect(query = ''): Promise<SocketTestClient> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new SocketTestClient(`ws://127.0.0.1:${port}${EVENTS_SOCKET_PATH}${query}`);
    clients.push(client);
    return client.opened();
  }

  const publish = (...ids: string[]) => {
    for (const agent_id of ids) {
      stream.publish({ name: 'agent_deleted', data: () => ({ agent_id }) });
    }
  };
  const idsOf = (client: SocketTestClient) =>
    client.messages.flatMap(({ event, data }) =>
      event === 'agent_deleted' ? [data['agent_id']] : [],
    );

  beforeEach(async () => {
    isAuthorized = true;
    const module = await Test.createTestingModule({
      providers: [
        EventsGateway,
        SocketAuthorizer,
        { provide: EventStream, useFactory: () => new EventStream(new SystemClock()) },
        { provide: Invites, useFactory: () => memoryInvites() },
        { provide: Limits, useFactory: () => new Limits(parseConfig({}), new SystemClock()) },
        { provide: VoiceService, useValue: { liveSessions: 2 } },
        {
          provide: AuthService,
          useValue: socketAuth(() => admin(isAuthorized)),
        },
        { provide: Clock, useClass: SystemClock },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    await app.listen(0, '127.0.0.1');
    stream = app.get(EventStream);
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await app.close();
  });

  it('says how things are, then tells what happens', async () => {
    const client = await connect();
    const welcome = eventsControlSchema.parse(await client.event('status_update'));
    expect(welcome.data).toMatchObject({ connected: true, epoch: stream.epoch, sessions_live: 2 });
    client.send({ event: 'subscribe' });
    await client.event('subscribed');
    publish('a', 'b');
    await until(() => idsOf(client).length === 2);
    expect(client.messages.at(-1)).toMatchObject({ seq: stream.newestSeq });
  });

  it('gives a client that comes back what it missed', async () => {
    const first = await connect();
    first.send({ event: 'subscribe', data: {} });
    await first.event('subscribed');
    publish('a');
    const { seq } = await first.event('agent_deleted');
    first.socket.close();
    await first.closed();
    publish('b', 'c');
    const again = await connect();
    const data = { after_seq: seq, epoch: stream.epoch };
    again.send({ event: 'subscribe', data });
    await until(() => idsOf(again).length === 2);
    expect(idsOf(again)).toEqual(['b', 'c']);
    expect(again.messages.map(({ event }) => event)).not.toContain('gap');
  });

  it('tells everything to a client that says nothing, as those of the predecessor do', async () => {
    const client = await connect();
    await client.event('status_update');
    publish('a');
    await until(() => idsOf(client).length === 1);
    client.send('ping');
    await client.message(({ type }) => type === 'pong');
  });

  it('names what it cannot use, and goes on', async () => {
    const client = await connect();
    client.send({ event: 'subscribe', data: { events: ['weather'] } });
    const error = eventsControlSchema.parse(await client.event('error'));
    expect(error.data).toMatchObject({ code: 'invalid_message', field: 'data.events.0' });
    client.send({ event: 'ping' });
    await client.event('pong');
  });

  it('lets in nobody without the key, nor with an invite', async () => {
    isAuthorized = false;
    const stranger = await connect();
    expect(await stranger.closed()).toBe(1008);
    const invites = app.get(Invites);
    const { token } = await invites.create(randomUUID(), { id: 'ben', name: 'Ben' });
    const guest = await connect(`?invite=${token}`);
    expect(await guest.closed()).toBe(1008);
    expect(guest.messages).toMatchObject([{ event: 'error', data: { code: 'unauthorized' } }]);
  });
});
