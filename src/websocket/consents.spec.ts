import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import type { ConsentKind } from '@vox/protocol';
import { Clock, Conversations, SystemClock } from '@vox/voice-core';

import { memoryConsents, MemoryConsentStore } from '../../test/support/memory-consents';
import { memoryInvites } from '../../test/support/memory-invites';
import { NotingVoice } from '../../test/support/noting-voice';
import {
  AGENT_ID,
  OneAgentConversations,
  SESSION_ID,
} from '../../test/support/one-agent-conversations';
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

describe('what a client of /ws/voice allows', () => {
  let app: INestApplication<Server>;
  let voice: NotingVoice;
  let invites: Invites;
  let store: MemoryConsentStore;
  let book: ConsentBook;
  const clients: SocketTestClient[] = [];

  async function serve(asks: {
    readonly wanted?: readonly ConsentKind[];
    readonly required?: readonly ConsentKind[];
  }): Promise<void> {
    voice = new NotingVoice();
    invites = memoryInvites();
    store = new MemoryConsentStore();
    book = memoryConsents({ ...asks, store });
    const module = await Test.createTestingModule({
      providers: [
        VoiceSocketGateway,
        SocketSessions,
        SocketAuthorizer,
        { provide: Invites, useValue: invites },
        { provide: ConsentBook, useValue: book },
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
  }
  async function start(data: Record<string, unknown> = {}): Promise<SocketTestClient> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new SocketTestClient(`ws://127.0.0.1:${port}/ws/voice`);
    clients.push(client);
    return (await client.opened()).start(data);
  }
  const consent = (client: SocketTestClient, kind: ConsentKind, given: boolean) =>
    client.send({ event: 'consent', data: { kind, given } });
  const mayRecord = (speakerId?: string) =>
    book.isGiven({ sessionId: SESSION_ID, speakerId }, 'recording');

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await app.close();
  });

  it('is asked for once the session has started, and kept', async () => {
    await serve({ wanted: ['recording'] });
    const client = await start({ user_id: 'ann' });
    const asked = await client.event('consent_required');
    expect(asked.data).toEqual({ session_id: SESSION_ID, kinds: ['recording'], required: [] });
    expect(client.messages.indexOf(asked)).toBeGreaterThan(0);
    expect(mayRecord()).toBe(false);
    consent(client, 'recording', true);
    const changed = await client.event('consent_changed');
    expect(changed.data).toEqual({ session_id: SESSION_ID, kind: 'recording', given: true });
    expect(mayRecord()).toBe(true);
    expect(store.rows).toMatchObject([
      { kind: 'recording', door: 'websocket', askedAt: expect.any(Date), withdrawnAt: null },
    ]);
  });

  it('is taken back in mid-session, and asked for no more after a no', async () => {
    await serve({ wanted: ['recording'] });
    const client = await start({ consents: { recording: true } });
    expect(mayRecord()).toBe(true);
    consent(client, 'recording', false);
    await client.message(
      ({ event, data }) => event === 'consent_changed' && data['given'] === false,
    );
    expect(mayRecord()).toBe(false);
    client.socket.terminate();
    await until(() => voice.slots === 0);
    const again = await start();
    await again.event('agent_state');
    again.send({ event: 'text_message', data: { text: 'hello' } });
    await again.event('turn_complete');
    expect(again.messages.map(({ event }) => event)).not.toContain('consent_required');
    expect(mayRecord()).toBe(false);
  });

  it('is nothing for a client that never answers, which is heard all the same', async () => {
    await serve({ wanted: ['recording'] });
    const client = await start();
    client.send({ event: 'text_message', data: { text: 'hello' } });
    await client.event('turn_complete');
    expect(mayRecord()).toBe(false);
  });

  it('is not asked for where no agent wants anything', async () => {
    await serve({});
    const client = await start();
    client.send({ event: 'text_message', data: { text: 'hello' } });
    await client.event('turn_complete');
    expect(client.messages.map(({ event }) => event)).not.toContain('consent_required');
    expect(store.rows).toEqual([]);
  });

  it('may be answered right behind the start, and not before it', async () => {
    await serve({ wanted: ['recording'] });
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = new SocketTestClient(`ws://127.0.0.1:${port}/ws/voice`);
    clients.push(client);
    await client.opened();
    consent(client, 'recording', true);
    expect((await client.event('error')).data).toMatchObject({ code: 'not_started' });
    client.send({ event: 'start', data: {} });
    consent(client, 'recording', true);
    await until(() => mayRecord());
  });

  it('is each guest’s own', async () => {
    await serve({ wanted: ['recording'] });
    voice.elsewhere = {
      sessionId: SESSION_ID,
      userId: 'ann',
      channel: 'websocket',
      agent: { id: AGENT_ID, name: 'Vox', systemPrompt: '', llm: {}, tts: {} },
    };
    const own = await start({ user_id: 'ann' });
    const { token } = await invites.create(SESSION_ID, { id: 'guest-1', name: 'Cy' });
    const guest = await start({ invite: token });
    await guest.event('consent_required');
    consent(guest, 'recording', true);
    await guest.event('consent_changed');
    expect([mayRecord(), mayRecord('guest-1')]).toEqual([false, true]);
    expect(own.messages.map(({ event }) => event)).not.toContain('consent_changed');
  });

  it('is needed to be heard at all where the server says so', async () => {
    await serve({ required: ['processing'] });
    const client = await start();
    expect((await client.event('consent_required')).data).toMatchObject({
      kinds: ['processing'],
      required: ['processing'],
    });
    client.sendAudio(Buffer.alloc(640, 1));
    client.send({ event: 'text_message', data: { text: 'unheard' } });
    await client.message(
      (message) =>
        message.event === 'consent_required' && message !== client.messages.find(isQuestion),
    );
    expect(voice.framesHeard(false)).toBe(0);
    expect(voice.heard.some(({ type }) => type === 'text')).toBe(false);
    consent(client, 'processing', true);
    await client.event('consent_changed');
    client.sendAudio(Buffer.alloc(640, 1));
    client.send({ event: 'text_message', data: { text: 'heard' } });
    await client.event('turn_complete');
    expect(voice.framesHeard(false)).toBe(1);
    expect(voice.heard).toContainEqual({ type: 'text', text: 'heard' });
  });
});

function isQuestion({ event }: { event?: string }): boolean {
  return event === 'consent_required';
}
