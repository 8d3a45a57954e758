import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { consumedSchema, joinedSchema, producedSchema, serverEventSchema } from '@vox/protocol';
import { Clock, ConfigError, Conversations, SystemClock } from '@vox/voice-core';
import type { z } from 'zod';

import { AuthService } from '../../src/auth';
import { AppConfig, parseConfig } from '../../src/config';
import { ConsentBook } from '../../src/consents';
import { SessionDoor } from '../../src/identity';
import { Invites } from '../../src/invites';
import { Limits } from '../../src/limits';
import { SocketAuthorizer, SocketSessions } from '../../src/socket';
import { VoiceService } from '../../src/voice';
import { MediaWorker } from '../../src/webrtc/media-worker';
import { MediaWorkers } from '../../src/webrtc/media-workers';
import { WebRtcGateway } from '../../src/webrtc/webrtc.gateway';
import { ExchangedMessages } from './support/protocol-page';
import { freePort } from '../support/free-port';
import { memoryConsents } from '../support/memory-consents';
import { memoryInvites } from '../support/memory-invites';
import { adminsDoor, socketAuth } from '../support/socket-auth';
import { NotingVoice } from '../support/noting-voice';
import { AGENT_ID, OneAgentConversations, SESSION_ID } from '../support/one-agent-conversations';
import { type ReceivedMessage, SocketTestClient, until } from '../support/socket-test-client';

/** A method that there is not. */
const UNKNOWN = 'dance';
const REQUESTS = '/ws/webrtc, Requests';
const ANSWERS: Readonly<Record<string, z.ZodType>> = {
  join: joinedSchema,
  produce: producedSchema,
  consume: consumedSchema,
};

/** A signalling client without media behind it. */
class SignallingClient extends SocketTestClient {
  /** Requests of all clients, and the answers that had data. */
  static readonly exchanged = new ExchangedMessages();
  #nextId = 1;

  async request(method: string, data: Record<string, unknown> = {}): Promise<ReceivedMessage> {
    const id = this.#nextId++;
    const { exchanged } = SignallingClient;
    this.send({ id, method, data });
    const answer = await this.message((message) => message.id === id);
    if (method !== UNKNOWN) exchanged.note(REQUESTS, method);
    const schema = ANSWERS[method];
    if (answer['ok'] === true && schema?.safeParse(answer.data).success === true) {
      exchanged.note('/ws/webrtc, Data of the answers', method);
    }
    return answer;
  }
}

describe('/ws/webrtc with real media workers', () => {
  let app: INestApplication<Server>;
  let workers: MediaWorkers;
  let voice: NotingVoice;
  const clients: SignallingClient[] = [];

  beforeEach(async () => {
    voice = new NotingVoice();
    const workerCount = 2;
    const config = parseConfig({
      WEBRTC_PORT: String(await freePort(workerCount)),
      WEBRTC_WORKERS: String(workerCount),
    });
    const module = await Test.createTestingModule({
      providers: [
        WebRtcGateway,
        MediaWorkers,
        SocketSessions,
        SocketAuthorizer,
        { provide: Invites, useFactory: () => memoryInvites() },
        { provide: ConsentBook, useFactory: () => memoryConsents() },
        { provide: AppConfig, useValue: config },
        { provide: Limits, useFactory: () => new Limits(parseConfig({}), new SystemClock()) },
        { provide: VoiceService, useValue: voice },
        { provide: Conversations, useClass: OneAgentConversations },
        { provide: SessionDoor, useValue: adminsDoor },
        { provide: AuthService, useValue: socketAuth() },
        { provide: Clock, useClass: SystemClock },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    await app.listen(0, '127.0.0.1');
    workers = app.get(MediaWorkers);
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await app.close();
  });

  async function connect(): Promise<SignallingClient> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new SignallingClient(`ws://127.0.0.1:${port}/ws/webrtc`);
    clients.push(client);
    return client.opened();
  }

  const sessionsPerWorker = async () =>
    (await workers.health()).workers.map((worker) => worker.sessions);

  it('answers join with all a browser needs', async () => {
    const client = await connect();
    const joined = joinedSchema.parse((await client.request('join')).data);
    expect(joined).toMatchObject({ session_id: SESSION_ID, agent: { id: AGENT_ID, name: 'Ada' } });
    const candidates = joined.send_transport.ice_candidates;
    expect(candidates.slice(0, 2)).toMatchObject([
      { protocol: 'udp', address: '127.0.0.1' },
      { protocol: 'tcp', address: '127.0.0.1' },
    ]);
    expect(voice.sessions).toHaveLength(0);
  });

  it('refuses a session on which nothing may be spent any more', async () => {
    voice.isSpent = true;
    const client = await connect();
    expect(await client.request('join')).toMatchObject({
      ok: false,
      error: { code: 'cap_reached', message: 'The limit for today is reached (1000 tokens).' },
    });
    expect(await sessionsPerWorker()).toEqual([0, 0]);
  });

  it('gives the agent voice to a client that can hear Opus', async () => {
    const client = await connect();
    const joined = joinedSchema.parse((await client.request('join')).data);
    const { data } = await client.request('consume', {
      rtp_capabilities: joined.router_rtp_capabilities,
    });
    expect(consumedSchema.parse(data).kind).toBe('audio');
    expect(await client.request('resume')).toMatchObject({ ok: true });
  });

  it('spreads sessions over its workers and gives their places back', async () => {
    const [one, other] = [await connect(), await connect()];
    await one.request('join');
    await other.request('join');
    expect(await sessionsPerWorker()).toEqual([1, 1]);
    expect(await one.request('leave')).toMatchObject({ ok: true });
    expect(await one.closed()).toBe(1000);
    other.socket.terminate();
    await until(() => other.socket.readyState === other.socket.CLOSED);
    while ((await sessionsPerWorker()).some((sessions) => sessions > 0)) continue;
    expect(await sessionsPerWorker()).toEqual([0, 0]);
  });

  it.each([
    ['produce', { rtp_parameters: {} }],
    ['connect_transport', { direction: 'send', dtls_parameters: {} }],
    ['resume', {}],
    ['text_message', { text: 'hello' }],
    ['consent', { kind: 'recording', given: true }],
  ])('refuses %s before join and goes on', async (method, data) => {
    const client = await connect();
    expect(await client.request(method, data)).toMatchObject({
      ok: false,
      error: { code: 'not_started', field: 'method' },
    });
    expect(await client.request('join')).toMatchObject({ ok: true });
  });

  it.each([
    [
      'connect_transport',
      { direction: 'send', dtls_parameters: { fingerprints: 7 } },
      'data.dtls_parameters',
    ],
    [
      'produce',
      { rtp_parameters: { codecs: [{ mimeType: 'audio/none' }] } },
      'data.rtp_parameters',
    ],
    ['consume', { rtp_capabilities: { codecs: [] } }, 'data.rtp_capabilities'],
    ['connect_transport', { direction: 'up', dtls_parameters: {} }, 'data.direction'],
    ['resume', {}, 'method'],
    ['join', {}, 'method'],
    [UNKNOWN, {}, 'method'],
  ])(
    'refuses a %s that makes no sense after join, naming the field',
    async (method, data, field) => {
      const client = await connect();
      await client.request('join');
      expect(await client.request(method, data)).toMatchObject({
        ok: false,
        error: { code: 'invalid_message', field },
      });
      expect(await client.request('interrupt')).toMatchObject({ ok: true });
    },
  );

  it('answers garbage without an id with an error event, and with 1008 in the end', async () => {
    const client = await connect();
    for (let i = 0; i < 19; i++) client.send('garbage');
    expect(serverEventSchema.parse(await client.event('error'))).toMatchObject({
      data: { code: 'invalid_message' },
    });
    expect(await client.request('join')).toMatchObject({ ok: true });
    client.sendAudio(Buffer.alloc(10));
    expect(await client.closed()).toBe(1008);
  });

  it('says media_failed to the sessions of a worker that dies, keeps the others, and replaces it', async () => {
    const [one, other] = [await connect(), await connect()];
    await one.request('join');
    await other.request('join');
    const pidsBefore = workers.pids;
    process.kill(pidsBefore[0] as number, 'SIGKILL');
    expect(await one.closed()).toBe(1011);
    expect(one.messages.at(-1)).toMatchObject({ event: 'error', data: { code: 'media_failed' } });
    expect(await other.request('interrupt')).toMatchObject({ ok: true });
    await until(() => workers.pids.length === 2);
    expect(workers.pids).not.toEqual(pidsBefore);
    const again = await connect();
    expect(await again.request('join', { session_id: SESSION_ID })).toMatchObject({ ok: true });
    expect((await workers.health()).isHealthy).toBe(true);
  });

  it('is not healthy while a worker does not answer', async () => {
    const pid = workers.pids[1] as number;
    process.kill(pid, 'SIGSTOP');
    const health = await workers.health();
    process.kill(pid, 'SIGCONT');
    expect(health.workers.map((worker) => worker.isHealthy)).toEqual([true, false]);
  });

  it('takes the microphone of a client that sends Opus', async () => {
    const client = await connect();
    await client.request('join');
    const { data } = await client.request('produce', {
      rtp_parameters: {
        codecs: [
          {
            mimeType: 'audio/opus',
            payloadType: 111,
            clockRate: 48_000,
            channels: 2,
            parameters: {},
          },
        ],
        encodings: [{ ssrc: 1234 }],
      },
    });
    expect(producedSchema.parse(data).producer_id).not.toBe('');
  });

  it('has been asked, by all of these, everything that the page of the protocol has', () => {
    const { exchanged } = SignallingClient;
    expect(exchanged.differences((section) => section.startsWith('/ws/webrtc'))).toEqual([]);
  });
});

describe('MediaWorkers', () => {
  const candidatesOf = async (worker: MediaWorker) => {
    const { router, webRtcServer } = (await worker.place()) ?? {};
    if (router === undefined || webRtcServer === undefined) throw new Error('no place');
    const { iceCandidates } = await router.createWebRtcTransport({ webRtcServer });
    return iceCandidates.map(({ protocol, address }) => `${protocol} ${address}`);
  };

  it.each([
    ['take media on other addresses, too', ['127.0.0.2'], ['127.0.0.1', '127.0.0.2']],
    [
      'do without those that cannot be had',
      ['192.0.2.99', '127.0.0.2'],
      ['127.0.0.1', '127.0.0.2'],
    ],
  ])('%s', async (_does, alsoIps, addresses) => {
    const worker = new MediaWorker({ ip: '127.0.0.1', port: await freePort(), alsoIps });
    await worker.start();
    expect(await candidatesOf(worker)).toEqual(
      addresses.flatMap((address) => [`udp ${address}`, `tcp ${address}`]),
    );
    worker.close();
  });

  it('names WEBRTC_PORT when the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const workers = new MediaWorkers(parseConfig({ WEBRTC_PORT: String(port) }));
    const start = workers.onModuleInit();
    await expect(start).rejects.toBeInstanceOf(ConfigError);
    await expect(start).rejects.toThrow(`WEBRTC_PORT: cannot listen on 127.0.0.1:${port}`);
    await new Promise((resolve) => holder.close(resolve));
  });
});
