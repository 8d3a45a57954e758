import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { VirtualClock } from '@vox/testing';

import {
  ConversationBench,
  type MemoryConversationStore,
} from '../../test/support/conversation-bench';
import type { ConversationService } from './conversation.service';

const ANN = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';

const as = (ownerId: string | null, opensAll = false) => ({ opener: { ownerId, opensAll } });
const STRANGER = { field: 'session_id', message: 'belongs to another user' };

describe('a session that somebody owns', () => {
  let store: MemoryConversationStore;
  let service: ConversationService;
  let clock: VirtualClock;

  /** All call their users "me". */
  const open = (sessionId: string, opener: object) =>
    service.getOrCreateSession({ sessionId, userId: 'me', channel: 'webrtc', ...opener });

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(true));
  beforeEach(async () => {
    const bench = new ConversationBench();
    ({ store, service, clock } = bench);
    await service.start();
  });
  afterEach(() => service.stop());

  it.each([
    ['in the cache', () => undefined],
    ['in the database alone', () => service.clearCache()],
  ])('is opened by nobody else who calls the user the same, %s', async (_where, forget) => {
    const id = randomUUID();
    expect((await open(id, as(ANN))).ownerId).toBe(ANN);
    forget();
    await expect(open(id, as(BOB))).rejects.toMatchObject(STRANGER);
    await expect(open(id, as(null))).rejects.toMatchObject(STRANGER);
    expect((await open(id, as(ANN))).ownerId).toBe(ANN);
    expect(store.sessions.get(id)?.ownerId).toBe(ANN);
  });

  it('stays theirs when the server, or somebody to whom all are open, goes on with it', async () => {
    const id = randomUUID();
    await open(id, as(ANN));
    service.clearCache();
    expect((await open(id, {})).ownerId).toBe(ANN);
    service.clearCache();
    expect((await open(id, as(BOB, true))).ownerId).toBe(ANN);
    expect(store.sessions.get(id)?.ownerId).toBe(ANN);
  });

  it('is the server’s own where the server made it, and nobody else’s', async () => {
    const id = randomUUID();
    expect((await open(id, {})).ownerId).toBeNull();
    await expect(open(id, as(ANN))).rejects.toMatchObject(STRANGER);
  });

  it('ends when it began without the database and proves to be another owner’s', async () => {
    const id = randomUUID();
    const row = { sessionId: id, userId: 'me', channel: 'webrtc', ownerId: ANN } as const;
    store.sessions.set(id, row);
    store.state = 'down';
    const told: Error[] = [];
    const listener = {
      onRefused: (error: Error) => told.push(error),
      onForgotten: () => undefined,
    };
    const request = { sessionId: id, userId: 'me', channel: 'webrtc' as const, ...as(BOB) };
    await service.holdSession(request, listener);
    store.state = 'up';
    await clock.advance(5000);
    expect(told).toMatchObject([STRANGER]);
    expect(store.sessions.get(id)).toEqual(row);
  });
});
