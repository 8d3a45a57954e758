import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { type INestApplication, Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { OpusEncoder } from '@vox/audio';
import { VirtualClock } from '@vox/testing';
import { Clock, Conversations, FRAME_MS, SystemClock } from '@vox/voice-core';

import { memoryConsents } from '../../test/support/memory-consents';
import { memoryInvites } from '../../test/support/memory-invites';
import { adminsDoor } from '../../test/support/socket-auth';
import { NotingVoice } from '../../test/support/noting-voice';
import { OneAgentConversations, SESSION_ID } from '../../test/support/one-agent-conversations';
import { SocketTestClient, until } from '../../test/support/socket-test-client';
import { AuthService, LoginCookies } from '../auth';
import { AppConfig, parseConfig } from '../config';
import { ConsentBook } from '../consents';
import {
  Identities,
  KnownKeys,
  Logins,
  SessionDoor,
  SessionTokens,
  WatchedIdentities,
} from '../identity';
import { Invites } from '../invites';
import { Limits } from '../limits';
import { ClientAdapter, SocketAuthorizer, SocketSessions } from '../socket';
import { VoiceService } from '../voice';
import { VoiceSocketGateway } from './voice-socket.gateway';

const KEY = 'sixteen or more characters';
const CY = { id: 'guest-1', name: 'Cy' };

describe('/ws/voice', () => {
  let app: INestApplication<Server>;
  let voice: NotingVoice;
  let invites: Invites;
  const clients: SocketTestClient[] = [];

  async function serve(
    environment: Record<string, string> = {},
    clock: Clock = new SystemClock(),
  ): Promise<void> {
    voice = new NotingVoice();
    const config = parseConfig({ VOXBRIDGE_API_KEY: KEY, ...environment });
    invites = memoryInvites();
    const module = await Test.createTestingModule({
      providers: [
        VoiceSocketGateway,
        SocketSessions,
        SocketAuthorizer,
        Limits,
        AuthService,
        LoginCookies,
        Identities,
        { provide: KnownKeys, useValue: {} },
        { provide: SessionTokens, useValue: {} },
        { provide: Logins, useValue: {} },
        { provide: WatchedIdentities, useValue: { watch: () => () => undefined } },
        { provide: SessionDoor, useValue: adminsDoor },
        { provide: AppConfig, useValue: config },
        { provide: Invites, useValue: invites },
        { provide: ConsentBook, useFactory: () => memoryConsents() },
        { provide: VoiceService, useValue: voice },
        { provide: Conversations, useClass: OneAgentConversations },
        { provide: Clock, useValue: clock },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new ClientAdapter(app));
    await app.listen(0, '127.0.0.1');
  }

  /** A client that may be closed at once. */
  function dial(query = `?api_key=${encodeURIComponent(KEY)}`, headers = {}): SocketTestClient {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new SocketTestClient(`ws://127.0.0.1:${port}/ws/voice${query}`, { headers });
    clients.push(client);
    return client;
  }
  const connect = () => dial().opened();

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await app.close();
  });

  it('refuses with 1013 before it says that a session has started, where it is full', async () => {
    await serve();
    voice.isFull = true;
    const client = await connect();
    client.send({ event: 'start', data: {} });
    expect(await client.closed()).toBe(1013);
    expect(client.messages).toMatchObject([{ event: 'error', data: { code: 'capacity' } }]);
    expect(voice.sessions).toEqual([]);
  });

  it('refuses a session on which nothing may be spent, and stays open for another one', async () => {
    await serve();
    voice.isSpent = true;
    const client = await connect();
    client.send({ event: 'start', data: {} });
    expect((await client.event('error')).data).toMatchObject({
      code: 'cap_reached',
      message: 'The limit for today is reached (1000 tokens).',
    });
    expect([voice.sessions, voice.slots]).toEqual([[], 0]);
    voice.isSpent = false;
    await client.start();
    expect(voice.sessions).toHaveLength(1);
  });

  it('keeps a place from start to the end, and none for a start that is refused', async () => {
    await serve();
    const client = await (await connect()).start();
    expect(voice.slots).toBe(1);
    const wrong = await connect();
    wrong.send({ event: 'start', data: { agent_id: SESSION_ID } });
    await wrong.event('error');
    expect(voice.slots).toBe(1);
    client.send({ event: 'stop' });
    await client.closed();
    await until(() => voice.slots === 0);
    const gone = await (await connect()).start();
    gone.socket.terminate();
    await until(() => voice.slots === 0);
  });

  it('refuses the guest too many before it is told that it takes part', async () => {
    await serve();
    const agent = { id: SESSION_ID, name: 'Vox', systemPrompt: '', llm: {}, tts: {} };
    voice.elsewhere = { sessionId: SESSION_ID, userId: 'u', channel: 'discord', agent };
    const { token } = await invites.create(SESSION_ID, CY);
    const guests = await Promise.all(
      Array.from({ length: 4 }, () => dial(`?invite=${token}`).opened()),
    );
    for (const guest of guests) guest.send({ event: 'start', data: {} });
    await until(() => guests.every(({ messages }) => messages.length > 0));
    const first = guests.map(({ messages }) => messages[0]?.event);
    expect(first.sort()).toEqual(['error', 'error', 'session_started', 'session_started']);
    const refused = guests.filter(({ messages }) => messages[0]?.event === 'error');
    for (const guest of refused) expect(await guest.closed()).toBe(1013);
  });

  it('closes a socket on which nothing is started, however lively it is', async () => {
    await serve({ SOCKET_START_TIMEOUT_MS: '1000' });
    const [idle, started] = [await connect(), await (await connect()).start()];
    idle.send({ event: 'ping' });
    expect(await idle.closed()).toBe(1008);
    expect(idle.messages.at(-1)).toMatchObject({ event: 'error', data: { code: 'not_started' } });
    expect(started.socket.readyState).toBe(started.socket.OPEN);
  });

  it('feeds as much silence as time passes while the client sends nothing', async () => {
    const clock = new VirtualClock();
    await serve({}, clock);
    await (await connect()).start();
    for (const frames of [10, 15]) {
      await clock.advance(frames * FRAME_MS - clock.nowMs());
      await until(() => voice.framesHeard(true) >= frames);
    }
    // Its timer ticks on in real time, and finds nothing due.
    await sleep(3 * FRAME_MS);
    expect([voice.framesHeard(true), voice.framesHeard(false)]).toEqual([15, 0]);
  });

  it('has so many sockets open for one address, and counts others on their own', async () => {
    await serve({ MAX_SOCKETS_PER_ADDRESS: '2' });
    const [first] = [await connect(), await connect()];
    const third = dial();
    expect(await third.closed()).toBe(1013);
    expect(third.messages).toMatchObject([{ event: 'error', data: { code: 'capacity' } }]);
    await dial(undefined, { 'x-forwarded-for': '192.0.2.7' }).opened();
    first.socket.close();
    await first.closed();
    await (await connect()).start();
  });

  it('begins so many sessions a minute for one address', async () => {
    await serve({ SESSION_STARTS_PER_MINUTE: '2' });
    await (await connect()).start();
    await (await connect()).start();
    const third = await connect();
    third.send({ event: 'start', data: {} });
    expect(await third.closed()).toBe(1013);
    const other = await dial(undefined, { 'x-forwarded-for': '192.0.2.7' }).opened();
    await other.start();
  });

  it('does not look at keys or invites from where too many wrong ones came, and says so in few lines', async () => {
    await serve({ FAILED_KEYS_PER_MINUTE: '3' });
    const lines: unknown[] = [];
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (line: unknown) => lines.push(line),
    });
    const codes: number[] = [];
    for (const query of ['?api_key=a', '?invite=b.c', '?api_key=d', '?invite=e', '?api_key=f']) {
      codes.push(await dial(query).closed());
    }
    expect(codes).toEqual([1008, 1008, 1008, 1013, 1013]);
    expect(await dial().closed()).toBe(1013);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('b.c');
    await (await dial(undefined, { 'x-forwarded-for': '192.0.2.7' }).opened()).start();
    Logger.overrideLogger(false);
  });

  it('takes so many typed messages in a row, and tells of each that it drops', async () => {
    await serve({ TEXT_MESSAGES_PER_MINUTE: '2' });
    const client = await (await connect()).start();
    for (const text of ['one', 'two', 'three', 'four']) {
      client.send({ event: 'text_message', data: { text } });
    }
    await until(() => client.messages.filter(({ event }) => event === 'error').length === 2);
    expect(client.messages.find(({ event }) => event === 'error')?.data).toMatchObject({
      code: 'rate_limited',
      field: 'text_message',
    });
    const typed = voice.heard.flatMap((input) => (input.type === 'text' ? [input.text] : []));
    expect(typed).toEqual(['one', 'two']);
  });

  it('writes no line about frames that break the protocol, with a key or without', async () => {
    await serve();
    const lines: unknown[] = [];
    const note = (line: unknown) => lines.push(line);
    Logger.overrideLogger({ log: note, warn: note, error: note });
    for (const query of [undefined, '']) {
      const client = await dial(query).opened();
      // An unmasked frame with a reserved bit, and one that is longer than anything (RFC 6455 §5.2).
      const raw = (client.socket as unknown as { _socket: Socket })._socket;
      raw.write(Buffer.from([0xf1, 0x01, 0x41]));
      raw.write(Buffer.from([0x82, 0x7f, 0, 0, 1, 0, 0, 0, 0, 0]));
      await client.closed();
    }
    expect(lines).toEqual([]);
    Logger.overrideLogger(false);
  });

  it('does not decode what it drops, also where it would not be audio', async () => {
    // However long it takes to send what is too much, it stays too much.
    await serve({}, new VirtualClock());
    const client = await (await connect()).start({ encoding: 'opus' });
    const packet = new OpusEncoder().encode(new Int16Array(960));
    for (let sentMs = 0; sentMs < 31_000; sentMs += 20) client.sendAudio(packet);
    await client.event('error');
    for (let index = 0; index < 30; index++) client.sendAudio(Buffer.from([0xff, 0xff, 0xff]));
    client.send({ event: 'ping' });
    await client.event('pong');
    const errors = client.messages.filter(({ event }) => event === 'error');
    expect(new Set(errors.map(({ data }) => data['code']))).toEqual(new Set(['rate_limited']));
  });
});
