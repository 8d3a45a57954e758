import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { VirtualClock } from '@vox/testing';
import { Clock, Conversations, type SessionInfo, SystemClock } from '@vox/voice-core';

import { memoryConsents, MemoryConsentStore } from '../../test/support/memory-consents';
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

const DROPPED = {
  session_id: SESSION_ID,
  code: 'rate_limited',
  message: 'consent: too many in a row; this one was dropped',
  field: 'consent',
};

/** Opens sessions once `opening` resolves. */
class SlowConversations extends OneAgentConversations {
  opening: Promise<void> = Promise.resolve();

  override async getOrCreateSession(
    request: Parameters<Conversations['getOrCreateSession']>[0],
  ): Promise<SessionInfo> {
    await this.opening;
    return super.getOrCreateSession(request);
  }
}

/** Counts what is stored. */
class CountingStore extends MemoryConsentStore {
  readonly answered: boolean[] = [];

  override answer(...given: Parameters<MemoryConsentStore['answer']>): Promise<void> {
    this.answered.push(given[2]);
    return super.answer(...given);
  }
}

describe('what a client of /ws/voice allows, beyond what it may type', () => {
  let app: INestApplication<Server>;
  let store: CountingStore;
  let book: ConsentBook;
  let conversations: SlowConversations;
  const clients: SocketTestClient[] = [];

  async function serve(textsPerMinute: number): Promise<void> {
    store = new CountingStore();
    book = memoryConsents({ wanted: ['recording'], store });
    conversations = new SlowConversations();
    const config = parseConfig({ TEXT_MESSAGES_PER_MINUTE: String(textsPerMinute) });
    const module = await Test.createTestingModule({
      providers: [
        VoiceSocketGateway,
        SocketSessions,
        SocketAuthorizer,
        { provide: Invites, useFactory: () => memoryInvites() },
        { provide: ConsentBook, useValue: book },
        // However long the test takes, nothing flows in.
        { provide: Limits, useFactory: () => new Limits(config, new VirtualClock()) },
        { provide: VoiceService, useClass: NotingVoice },
        { provide: Conversations, useValue: conversations },
        { provide: SessionDoor, useValue: adminsDoor },
        { provide: AuthService, useValue: socketAuth(() => admin(true)) },
        { provide: Clock, useClass: SystemClock },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    await app.listen(0, '127.0.0.1');
  }
  function connect(): Promise<SocketTestClient> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new SocketTestClient(`ws://127.0.0.1:${port}/ws/voice`);
    clients.push(client);
    return client.opened();
  }
  const consent = (client: SocketTestClient, given: boolean) =>
    client.send({ event: 'consent', data: { kind: 'recording', given } });
  const type = (client: SocketTestClient, text: string) =>
    client.send({ event: 'text_message', data: { text } });
  /** Everything that `client` has sent was taken. */
  async function taken(client: SocketTestClient): Promise<void> {
    const pongs = () => client.messages.filter(({ event }) => event === 'pong').length;
    const before = pongs();
    client.send({ event: 'ping' });
    await until(() => pongs() > before);
  }
  const errors = (client: SocketTestClient) =>
    client.messages.filter(({ event }) => event === 'error').map(({ data }) => data);
  const mayRecord = () => book.isGiven({ sessionId: SESSION_ID }, 'recording');

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await app.close();
  });

  it('is taken back at once', async () => {
    await serve(1);
    const client = await (await connect()).start({ consents: { recording: true } });
    type(client, 'hello');
    await client.event('turn_complete');
    expect(mayRecord()).toBe(true);
    consent(client, false);
    await taken(client);
    expect([mayRecord(), errors(client)]).toEqual([false, []]);
    expect(client.messages).toContainEqual({
      event: 'consent_changed',
      data: { session_id: SESSION_ID, kind: 'recording', given: false },
    });
  });

  it('is nothing more by a yes, of each of which its client is told that it was dropped', async () => {
    await serve(1);
    const client = await (await connect()).start();
    type(client, 'hello');
    await client.event('turn_complete');
    consent(client, true);
    consent(client, true);
    await taken(client);
    expect(errors(client)).toEqual([DROPPED, DROPPED]);
    expect(mayRecord()).toBe(false);
    expect(store.answered).toEqual([]);
  });

  it('is stored once however often it is refused, and again where it was given meanwhile', async () => {
    await serve(1);
    const client = await (await connect()).start({ user_id: 'ann' });
    type(client, 'hello');
    await client.event('turn_complete');
    for (let times = 0; times < 50; times++) consent(client, false);
    await taken(client);
    expect(store.answered).toEqual([false]);
    const ann = { sessionId: SESSION_ID, ownerId: null, person: 'ann', isOwn: true };
    await book.answer(ann, 'recording', true, 'browser');
    expect(mayRecord()).toBe(true);
    consent(client, false);
    await taken(client);
    expect([mayRecord(), errors(client)]).toEqual([false, []]);
  });

  it('is counted once where it is said before the session is open', async () => {
    await serve(2);
    const opening = Promise.withResolvers<void>();
    conversations.opening = opening.promise;
    const client = await connect();
    client.send({ event: 'start', data: {} });
    consent(client, true);
    await taken(client);
    opening.resolve();
    await client.event('session_started');
    type(client, 'hello');
    await client.message(({ event }) => event === 'turn_complete' || event === 'error');
    expect([mayRecord(), errors(client)]).toEqual([true, []]);
  });

  it('is refused by who has gone before the session was open', async () => {
    await serve(1);
    const opening = Promise.withResolvers<void>();
    conversations.opening = opening.promise;
    const client = await connect();
    client.send({ event: 'start', data: {} });
    consent(client, true);
    consent(client, false);
    await taken(client);
    client.socket.close();
    await client.closed();
    opening.resolve();
    await until(() => store.answered.length > 0);
    expect(store.answered).toEqual([false]);
  });
});
