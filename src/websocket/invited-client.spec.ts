import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { Clock, Conversations, SystemClock } from '@vox/voice-core';

import { memoryConsents } from '../../test/support/memory-consents';
import { memoryInvites } from '../../test/support/memory-invites';
import { admin, adminsDoor, socketAuth } from '../../test/support/socket-auth';
import { NotingVoice } from '../../test/support/noting-voice';
import {
  AGENT_ID,
  OneAgentConversations,
  SESSION_ID,
} from '../../test/support/one-agent-conversations';
import { SocketTestClient } from '../../test/support/socket-test-client';
import { AuthService } from '../auth';
import { parseConfig } from '../config';
import { ConsentBook } from '../consents';
import { SessionDoor } from '../identity';
import { Invites } from '../invites';
import { Limits } from '../limits';
import { SocketAuthorizer, SocketSessions } from '../socket';
import { VoiceService } from '../voice';
import { VoiceSocketGateway } from './voice-socket.gateway';

describe('/ws/voice with an invite', () => {
  let app: INestApplication<Server>;
  let voice: NotingVoice;
  let invites: Invites;
  let isAuthorized: boolean;
  let isTrusted: boolean;
  const clients: SocketTestClient[] = [];

  async function connect(query = ''): Promise<SocketTestClient> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new SocketTestClient(`ws://127.0.0.1:${port}/ws/voice${query}`);
    clients.push(client);
    return client.opened();
  }

  beforeEach(async () => {
    voice = new NotingVoice();
    invites = memoryInvites();
    isAuthorized = true;
    isTrusted = true;
    const module = await Test.createTestingModule({
      providers: [
        VoiceSocketGateway,
        SocketSessions,
        SocketAuthorizer,
        { provide: Invites, useValue: invites },
        { provide: ConsentBook, useFactory: () => memoryConsents() },
        { provide: Limits, useFactory: () => new Limits(parseConfig({}), new SystemClock()) },
        { provide: VoiceService, useValue: voice },
        { provide: Conversations, useClass: OneAgentConversations },
        { provide: SessionDoor, useValue: adminsDoor },
        {
          provide: AuthService,
          useValue: socketAuth(
            () => admin(isAuthorized),
            () => isTrusted,
          ),
        },
        { provide: Clock, useClass: SystemClock },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    await app.listen(0, '127.0.0.1');
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await app.close();
  });

  const guest = { id: 'guest-1', name: 'Cy' };
  const live = {
    sessionId: SESSION_ID,
    userId: 'discord-channel:1',
    channel: 'discord',
    agent: { id: AGENT_ID, name: 'Vox', systemPrompt: '', llm: {}, tts: {} },
  } as const;

  it('takes part in a session that goes on elsewhere, as who it was made for', async () => {
    voice.elsewhere = live;
    const client = await connect();
    client.send({
      event: 'start',
      data: { invite: (await invites.create(SESSION_ID, guest)).token },
    });
    const started = await client.event('session_started');
    expect(started.data).toMatchObject({ session_id: SESSION_ID, guest });
    expect((await client.event('agent_state')).data).toMatchObject({ state: 'speaking' });
    expect(voice.guests).toMatchObject([{ sessionId: SESSION_ID, guest: { speaker: guest } }]);
    expect(voice.sessions).toEqual([]);
  });

  it('needs no key, and opens no other session', async () => {
    voice.elsewhere = live;
    isAuthorized = false;
    const client = await connect(`?invite=${(await invites.create(SESSION_ID, guest)).token}`);
    client.send({ event: 'start', data: { user_id: 'somebody', agent_id: AGENT_ID } });
    await client.event('session_started');
    expect(voice.guests).toHaveLength(1);
    expect(voice.sessions).toEqual([]);
  });

  it('is refused before the session goes on, and can be used once it does', async () => {
    const client = await connect(`?invite=${(await invites.create(SESSION_ID, guest)).token}`);
    client.send({ event: 'start', data: {} });
    expect((await client.event('error')).data).toMatchObject({ code: 'session_not_found' });
    voice.elsewhere = live;
    client.send({ event: 'start', data: {} });
    await client.event('session_started');
  });

  it.each([
    ['wrong', true],
    ['right', false],
  ])('that is %s is refused where the page is trusted: %s', async (which, trusted) => {
    isAuthorized = false;
    isTrusted = trusted;
    const { token } = await invites.create(SESSION_ID, guest);
    const client = await connect(`?invite=${which === 'right' ? token : `${token}x`}`);
    expect((await client.event('error')).data).toMatchObject({ code: 'unauthorized' });
  });

  it('is let in as often as the invite says, before it is told so', async () => {
    voice.elsewhere = live;
    const { token } = await invites.create(SESSION_ID, guest, 60_000, 1);
    const [first, second] = [await connect(`?invite=${token}`), await connect(`?invite=${token}`)];
    first.send({ event: 'start', data: {} });
    await first.event('session_started');
    second.send({ event: 'start', data: {} });
    const refused = await second.event('error');
    expect(refused.data).toMatchObject({ code: 'unauthorized', field: 'invite' });
    expect(second.messages.map(({ event }) => event)).toEqual(['error']);
    expect(voice.slots).toBe(1);
  });

  it('does not use up an invite where it is refused for something else', async () => {
    const { token } = await invites.create(SESSION_ID, guest, 60_000, 1);
    const client = await connect(`?invite=${token}`);
    client.send({ event: 'start', data: {} });
    expect((await client.event('error')).data).toMatchObject({ code: 'session_not_found' });
    voice.elsewhere = live;
    client.send({ event: 'start', data: {} });
    await client.event('session_started');
  });

  it('is told to leave when its invite is taken back, and does not come in again', async () => {
    voice.elsewhere = live;
    const { id, token } = await invites.create(SESSION_ID, guest);
    const client = await connect(`?invite=${token}`);
    client.send({ event: 'start', data: {} });
    await client.event('session_started');
    expect(await invites.revoke(SESSION_ID, id)).toBe(true);
    expect(await client.closed()).toBe(1008);
    expect(client.messages.at(-1)).toMatchObject({
      event: 'error',
      data: { code: 'unauthorized' },
    });
    const again = await connect(`?invite=${token}`);
    again.send({ event: 'start', data: {} });
    expect((await again.event('error')).data).toMatchObject({ field: 'invite' });
  });

  it('names the invite when it is not valid', async () => {
    const client = await connect();
    client.send({ event: 'start', data: { invite: 'made-up' } });
    expect((await client.event('error')).data).toMatchObject({
      code: 'unauthorized',
      field: 'invite',
    });
  });
});
