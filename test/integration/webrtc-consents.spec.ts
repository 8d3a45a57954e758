import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { VirtualClock } from '@vox/testing';
import { Clock, Conversations, SystemClock } from '@vox/voice-core';

import { AuthService } from '../../src/auth';
import { AppConfig, parseConfig } from '../../src/config';
import { ConsentBook } from '../../src/consents';
import { SessionDoor } from '../../src/identity';
import { Invites } from '../../src/invites';
import { Limits } from '../../src/limits';
import { SocketAuthorizer, SocketSessions } from '../../src/socket';
import { VoiceService } from '../../src/voice';
import { MediaWorkers } from '../../src/webrtc/media-workers';
import { WebRtcGateway } from '../../src/webrtc/webrtc.gateway';
import { freePort } from '../support/free-port';
import { memoryConsents } from '../support/memory-consents';
import { memoryInvites } from '../support/memory-invites';
import { adminsDoor, socketAuth } from '../support/socket-auth';
import { NotingVoice } from '../support/noting-voice';
import { OneAgentConversations, SESSION_ID } from '../support/one-agent-conversations';
import { type ReceivedMessage, SocketTestClient } from '../support/socket-test-client';

describe('what a client of /ws/webrtc allows, beyond what it may type', () => {
  let app: INestApplication<Server>;
  let book: ConsentBook;
  let client: SocketTestClient;
  let requests = 0;

  beforeEach(async () => {
    book = memoryConsents({ wanted: ['recording'] });
    const config = parseConfig({
      WEBRTC_PORT: String(await freePort(1)),
      WEBRTC_WORKERS: '1',
      TEXT_MESSAGES_PER_MINUTE: '1',
    });
    const module = await Test.createTestingModule({
      providers: [
        WebRtcGateway,
        MediaWorkers,
        SocketSessions,
        SocketAuthorizer,
        { provide: Invites, useFactory: () => memoryInvites() },
        { provide: ConsentBook, useValue: book },
        { provide: AppConfig, useValue: config },
        // However long the test takes, nothing flows in.
        { provide: Limits, useFactory: () => new Limits(config, new VirtualClock()) },
        { provide: VoiceService, useClass: NotingVoice },
        { provide: Conversations, useClass: OneAgentConversations },
        { provide: SessionDoor, useValue: adminsDoor },
        { provide: AuthService, useValue: socketAuth() },
        { provide: Clock, useClass: SystemClock },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    client = await new SocketTestClient(`ws://127.0.0.1:${port}/ws/webrtc`).opened();
  });

  afterEach(async () => {
    client.socket.terminate();
    await app.close();
  });

  function request(method: string, data: Record<string, unknown>): Promise<ReceivedMessage> {
    const id = ++requests;
    client.send({ id, method, data });
    return client.message((message) => message.id === id);
  }
  const consent = (given: boolean) => request('consent', { kind: 'recording', given });
  const mayRecord = () => book.isGiven({ sessionId: SESSION_ID }, 'recording');

  it('is taken back all the same, and nothing more by a yes', async () => {
    await request('join', { consents: { recording: true } });
    expect(await request('text_message', { text: 'hello' })).toMatchObject({ ok: true });
    expect(mayRecord()).toBe(true);
    expect(await consent(false)).toMatchObject({ ok: true });
    expect(mayRecord()).toBe(false);
    expect(await consent(true)).toMatchObject({
      ok: false,
      error: {
        code: 'rate_limited',
        message: 'consent: too many in a row; this one was dropped',
        field: 'consent',
      },
    });
    expect(await consent(false)).toMatchObject({ ok: true });
    expect(mayRecord()).toBe(false);
  });
});
