import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type INestApplication, Logger } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { OpusDecoder, OpusEncoder } from '@vox/audio';
import { serverEventSchema, sessionStartedSchema } from '@vox/protocol';
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

describe('/ws/voice', () => {
  let app: INestApplication<Server>;
  let port: number;
  let voice: NotingVoice;
  let isAuthorized: boolean;
  const clients: SocketTestClient[] = [];

  async function connect(): Promise<SocketTestClient> {
    const client = new SocketTestClient(`ws://127.0.0.1:${port}/ws/voice`);
    clients.push(client);
    return client.opened();
  }

  beforeEach(async () => {
    voice = new NotingVoice();
    isAuthorized = true;
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
        { provide: AuthService, useValue: socketAuth(() => admin(isAuthorized)) },
        { provide: Clock, useClass: SystemClock },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as AddressInfo).port;
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await app.close();
  });

  it('answers start with what runs, and passes on the events of the loop', async () => {
    const client = await (await connect()).start({ encoding: 'pcm_s16le' });
    const started = sessionStartedSchema.parse(client.messages[0]);
    expect(started.data).toMatchObject({
      session_id: SESSION_ID,
      agent: { id: AGENT_ID, name: 'Ada' },
      sample_rate_hz: 16_000,
    });
    const state = serverEventSchema.parse(await client.event('agent_state'));
    expect(state.data).toEqual({ session_id: SESSION_ID, state: 'listening' });
  });

  it.each([
    ['pcm_s16le', 24_000, 960],
    ['pcm_s16le', 48_000, 1920],
  ])('answers in %s at %d Hz when asked to', async (encoding, sample_rate_hz, bytes) => {
    const client = await (await connect()).start({ encoding, sample_rate_hz });
    client.send({ event: 'text_message', data: { text: 'hello' } });
    await client.event('turn_complete');
    expect(client.audio.map((message) => message.length)).toEqual([bytes]);
  });

  it('speaks Opus both ways', async () => {
    const client = await (await connect()).start({ encoding: 'opus' });
    client.sendAudio(new OpusEncoder().encode(new Int16Array(960).fill(4000)));
    client.send({ event: 'text_message', data: { text: 'hello' } });
    await client.event('turn_complete');
    expect(new OpusDecoder().decode(client.audio[0] as Buffer)).toHaveLength(960);
    const frame = voice.heard.find((input) => input.type === 'audio');
    expect(frame?.frame).toMatchObject({ sampleRateHz: 16_000, pcm: { length: 320 } });
  });

  it('takes audio that comes right behind start, in messages of any size, before silence', async () => {
    const client = await connect();
    client.send({ event: 'start', data: {} });
    client.sendAudio(Buffer.alloc(1000, 1));
    client.sendAudio(Buffer.alloc(1000, 1));
    client.send({ event: 'end_of_utterance' });
    await until(() => voice.heard.some((input) => input.type === 'end-of-utterance'));
    expect(voice.framesHeard(false)).toBe(4);
    expect(voice.heard.at(4)?.type).toBe('end-of-utterance');
  });

  it('drops audio that is more than 30 s ahead of real time, and says so once', async () => {
    const client = await (await connect()).start();
    for (let i = 0; i < 8; i++) client.sendAudio(Buffer.alloc(160_000, 1));
    const error = await client.event('error');
    expect(error.data).toMatchObject({ code: 'rate_limited', field: 'audio' });
    client.send({ event: 'text_message', data: { text: 'still here' } });
    await client.event('turn_complete');
    expect(voice.framesHeard(false)).toBeLessThanOrEqual(35 * 50);
    expect(client.messages.filter((event) => event.event === 'error')).toHaveLength(1);
  });

  it('starts with nothing but defaults when there is no data', async () => {
    const client = await connect();
    client.send({ event: 'start' });
    expect((await client.event('session_started')).data).toMatchObject({
      encoding: 'pcm_s16le',
      sample_rate_hz: 16_000,
    });
  });

  it.each([
    ['text that is not JSON', 'garbage', 'invalid_message', undefined],
    ['an array', '[]', 'invalid_message', undefined],
    ['no event', {}, 'invalid_message', 'event'],
    ['an unknown event', { event: 'dance' }, 'invalid_message', 'event'],
    [
      'a bad rate',
      { event: 'start', data: { sample_rate_hz: 44100 } },
      'invalid_message',
      'data.sample_rate_hz',
    ],
    [
      'a number as user',
      { event: 'start', data: { user_id: 7 } },
      'invalid_message',
      'data.user_id',
    ],
    ['a start with data that is none', { event: 'start', data: 7 }, 'invalid_message', 'data'],
    [
      'an unknown agent',
      { event: 'start', data: { agent_id: SESSION_ID } },
      'agent_not_found',
      'agent_id',
    ],
    [
      'words before start',
      { event: 'text_message', data: { text: 'hi' } },
      'not_started',
      'text_message',
    ],
  ])(
    'answers %s with an error that names the field, and goes on',
    async (_name, message, code, field) => {
      const client = await connect();
      client.send(message);
      const error = serverEventSchema.parse(await client.event('error'));
      expect(error.data).toMatchObject({ code, ...(field === undefined ? {} : { field }) });
      await client.start();
    },
  );

  it.each([
    ['audio before start', false, Buffer.alloc(640), 'not_started'],
    ['half a sample', true, Buffer.alloc(641), 'invalid_audio'],
  ])('answers %s with an error and goes on', async (_name, isStarted, bytes, code) => {
    const client = await connect();
    if (isStarted) await client.start();
    client.sendAudio(bytes);
    expect((await client.event('error')).data).toMatchObject({ code, field: 'audio' });
    client.send({ event: 'ping' });
    await client.event('pong');
  });

  it('answers a packet that is not Opus with an error and decodes the next', async () => {
    const client = await (await connect()).start({ encoding: 'opus' });
    client.sendAudio(Buffer.from([255, 255, 255, 1]));
    expect((await client.event('error')).data).toMatchObject({ code: 'invalid_audio' });
    client.sendAudio(new OpusEncoder().encode(new Int16Array(960).fill(4000)));
    await until(() => voice.framesHeard(false) > 0);
  });

  it('refuses a second start and keeps the first session', async () => {
    const client = await (await connect()).start();
    client.send({ event: 'start', data: {} });
    expect((await client.event('error')).data).toMatchObject({
      code: 'invalid_message',
      field: 'event',
      session_id: SESSION_ID,
    });
    client.send({ event: 'text_message', data: { text: 'hello' } });
    await client.event('turn_complete');
    expect(voice.sessions).toHaveLength(1);
  });

  it('closes with 1008 after twenty messages that make no sense', async () => {
    const client = await connect();
    const closed = client.closed();
    for (let i = 0; i < 25; i++) client.send('garbage');
    expect(await closed).toBe(1008);
    expect(client.messages).toHaveLength(20);
  });

  it('tells the operator once of what cannot be used, without what was sent', async () => {
    const lines: unknown[][] = [];
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (...line: unknown[]) => void lines.push(line),
    });
    try {
      const client = await (await connect()).start({ encoding: 'opus' });
      for (let count = 0; count < 2; count++) client.sendAudio(Buffer.from([255, 255, 255, 1]));
      client.send({ event: 'text_message', data: { text: 7, my_secret: 1 } });
      await until(() => client.messages.filter(({ event }) => event === 'error').length === 3);
      expect(lines.map(([attributes]) => attributes)).toEqual([
        { sessionId: SESSION_ID, code: 'invalid_audio', field: 'audio', othersSince: 0 },
        { sessionId: SESSION_ID, code: 'invalid_message', field: 'data.text', othersSince: 0 },
      ]);
      expect(JSON.stringify(lines)).not.toContain('secret');
    } finally {
      Logger.overrideLogger(false);
    }
  });

  it('closes with 1009 on an oversized message and leaves the others alone', async () => {
    const [greedy, modest] = [await connect(), await (await connect()).start()];
    const closed = greedy.closed();
    greedy.sendAudio(Buffer.alloc(256 * 1024 + 1));
    expect(await closed).toBe(1009);
    modest.send({ event: 'ping' });
    await modest.event('pong');
  });

  it('turns away whoever is not authorized, with 1008', async () => {
    isAuthorized = false;
    const client = new SocketTestClient(`ws://127.0.0.1:${port}/ws/voice`);
    expect(await client.closed()).toBe(1008);
    expect(client.messages).toMatchObject([{ event: 'error', data: { code: 'unauthorized' } }]);
  });

  it('aborts the session with hang-up when the client goes away', async () => {
    const client = await (await connect()).start();
    await until(() => voice.sessions.length === 1);
    client.socket.terminate();
    await until(() => voice.sessions[0]?.signal.aborted === true);
    expect(voice.sessions[0]?.signal.reason).toBe('hang-up');
  });

  it('closes with 1000 at stop', async () => {
    const client = await (await connect()).start();
    const closed = client.closed();
    client.send({ event: 'stop' });
    expect(await closed).toBe(1000);
    expect(voice.sessions[0]?.signal.reason).toBe('hang-up');
  });

  it('tells nothing of the inside when the loop fails, and closes with 1011', async () => {
    const client = await (await connect()).start();
    const closed = client.closed();
    client.send({ event: 'text_message', data: { text: 'fail' } });
    expect(await closed).toBe(1011);
    const error = await client.event('error');
    expect(error.data).toMatchObject({ code: 'internal_error' });
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it('aborts with shutdown and closes with 1001 when the server goes down', async () => {
    const client = await (await connect()).start();
    const closed = client.closed();
    await app.close();
    expect(await closed).toBe(1001);
    expect(voice.sessions[0]?.signal.reason).toBe('shutdown');
  });
});
