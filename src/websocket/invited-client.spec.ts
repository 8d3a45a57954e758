import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { Clock, Conversations, SystemClock } from '@vox/voice-core';

import { NotingVoice } from '../../test/support/noting-voice';
import {
  AGENT_ID,
  OneAgentConversations,
  SESSION_ID,
} from '../../test/support/one-agent-conversations';
import { SocketTestClient } from '../../test/support/socket-test-client';
import { AuthService } from '../auth';
import { parseConfig } from '../config';
import { Invites } from '../invites';
import { Limits } from '../limits';
import { Doorkeeper, SocketSessions } from '../socket';
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
    invites = new Invites(parseConfig({}), new SystemClock());
    isAuthorized = true;
    isTrusted = true;
    const module = await Test.createTestingModule({
      providers: [
        VoiceSocketGateway,
        SocketSessions,
        Doorkeeper,
        { provide: Invites, useValue: invites },
        { provide: Limits, useFactory: () => new Limits(parseConfig({}), new SystemClock()) },
        { provide: VoiceService, useValue: voice },
        { provide: Conversations, useClass: OneAgentConversations },
        {
          provide: AuthService,
          useValue: { authorize: () => isAuthorized, isTrustedSource: () => isTrusted },
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
    client.send({ event: 'start', data: { invite: invites.create(SESSION_ID, guest).token } });
    const started = await client.event('session_started');
    expect(started.data).toMatchObject({ session_id: SESSION_ID, guest });
    expect((await client.event('agent_state')).data).toMatchObject({ state: 'speaking' });
    expect(voice.guests).toMatchObject([{ sessionId: SESSION_ID, guest: { speaker: guest } }]);
    expect(voice.sessions).toEqual([]);
  });

  it('needs no key, and opens no other session', async () => {
    voice.elsewhere = live;
    isAuthorized = false;
    const client = await connect(`?invite=${invites.create(SESSION_ID, guest).token}`);
    client.send({ event: 'start', data: { user_id: 'somebody', agent_id: AGENT_ID } });
    await client.event('session_started');
    expect(voice.guests).toHaveLength(1);
    expect(voice.sessions).toEqual([]);
  });

  it('is refused before the session goes on, and can be used once it does', async () => {
    const client = await connect(`?invite=${invites.create(SESSION_ID, guest).token}`);
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
    const { token } = invites.create(SESSION_ID, guest);
    const client = await connect(`?invite=${which === 'right' ? token : `${token}x`}`);
    expect((await client.event('error')).data).toMatchObject({ code: 'unauthorized' });
  });

  it('names the invite when it is not valid', async () => {
    const client = await connect();
    client.send({ event: 'start', data: { invite: 'made-up' } });
    expect((await client.event('error')).data).toMatchObject({
      code: 'invalid_message',
      field: 'invite',
    });
  });
});
