import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { Clock, Conversations, SystemClock } from '@vox/voice-core';

import { memoryConsents } from '../../test/support/memory-consents';
import { memoryInvites } from '../../test/support/memory-invites';
import { NotingVoice } from '../../test/support/noting-voice';
import { OneAgentConversations, SESSION_ID } from '../../test/support/one-agent-conversations';
import { admin, adminsDoor, socketAuth } from '../../test/support/socket-auth';
import { SocketTestClient, until } from '../../test/support/socket-test-client';
import { AuthService } from '../auth';
import { parseConfig } from '../config';
import { ConsentBook } from '../consents';
import { SessionDoor } from '../identity';
import { Invites } from '../invites';
import { Limits } from '../limits';
import { SocketAuthorizer, SocketSessions } from '../socket';
import { VoiceService } from '../voice';
import { VoiceSocketGateway } from './voice-socket.gateway';

const ADDRESS = `?session_id=${SESSION_ID}&user_id=web_user_default`;
/** How recordings of Chrome (WebM) and Firefox (Ogg) begin. */
const WEBM = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex');
const OGG = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24)]);

/** What a page of VoxBridge 1 does: it has its session in the address, sends no start, and audio at once. */
describe('a client of VoxBridge 1 at /ws/voice', () => {
  let app: INestApplication<Server>;
  let voice: NotingVoice;
  const clients: SocketTestClient[] = [];

  async function connect(query = ADDRESS): Promise<SocketTestClient> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new SocketTestClient(`ws://127.0.0.1:${port}/ws/voice${query}`);
    clients.push(client);
    return client.opened();
  }
  const errorsOf = ({ messages }: SocketTestClient) =>
    messages.filter(({ event }) => event === 'error').length;
  const samplesHeard = () =>
    voice.heard.flatMap((input) => (input.type === 'audio' ? [...input.frame.pcm] : []));

  beforeEach(async () => {
    voice = new NotingVoice();
    const module = await Test.createTestingModule({
      providers: [
        VoiceSocketGateway,
        SocketSessions,
        SocketAuthorizer,
        { provide: Invites, useFactory: () => memoryInvites() },
        { provide: ConsentBook, useFactory: () => memoryConsents() },
        { provide: Limits, useFactory: () => new Limits(parseConfig({}), new SystemClock()) },
        { provide: VoiceService, useValue: voice },
        { provide: Conversations, useClass: OneAgentConversations },
        { provide: SessionDoor, useValue: adminsDoor },
        { provide: AuthService, useValue: socketAuth(() => admin(true)) },
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

  it('is heard from its first audio on, in the session of its address', async () => {
    const client = await connect();
    client.sendAudio(Buffer.from(Int16Array.from({ length: 320 }, () => 7000).buffer));
    const { data } = await client.event('session_started');
    expect(data).toMatchObject({ encoding: 'pcm_s16le', sample_rate_hz: 16_000 });
    await until(() => samplesHeard().filter((sample) => sample === 7000).length === 320);
    expect(voice.sessions).toMatchObject([{ userId: 'web_user_default' }]);
  });

  it.each([
    ['WebM', WEBM],
    ['Ogg', OGG],
  ])(
    'is told that its recording (%s) is none that is understood, and may start then',
    async (_name, recording) => {
      const client = await connect();
      client.sendAudio(recording);
      expect((await client.event('error')).data).toMatchObject({
        code: 'invalid_audio',
        message: expect.stringContaining('recording'),
        field: 'audio',
      });
      expect(voice.sessions).toEqual([]);
      client.sendAudio(Buffer.alloc(640, 7));
      await until(() => errorsOf(client) === 2);
      expect(voice.sessions).toEqual([]);
      await client.start();
      client.sendAudio(recording);
      await until(() => errorsOf(client) === 3);
      expect(samplesHeard().every((sample) => sample === 0)).toBe(true);
    },
  );

  it('keeps its socket when it changes to another session, and is told how that is done', async () => {
    const client = await connect();
    client.send({ event: 'session_init', session_id: SESSION_ID });
    expect((await client.event('error')).data).toMatchObject({ code: 'invalid_message' });
    await client.start();
  });

  it.each(['', `?session_id=${SESSION_ID}`, '?session_id=kitchen&user_id=ann'])(
    'has to start by itself where its address (%s) names no session and user',
    async (query) => {
      const client = await connect(query);
      client.sendAudio(Buffer.alloc(640));
      expect((await client.event('error')).data).toMatchObject({ code: 'not_started' });
    },
  );
});
