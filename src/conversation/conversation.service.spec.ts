import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { VirtualClock } from '@vox/testing';
import { InvalidInputError } from '@vox/voice-core';

import {
  ConversationBench,
  type MemoryConversationStore,
  poet,
  TTL_MS,
  words,
} from '../../test/support/conversation-bench';
import { BUILT_IN_AGENT } from './agent-config';
import type { ConversationService } from './conversation.service';

describe('ConversationService', () => {
  let bench: ConversationBench;
  let clock: VirtualClock;
  let store: MemoryConversationStore;
  let service: ConversationService;

  const use = (limits: ConstructorParameters<typeof ConversationBench>[0] = {}) => {
    bench = new ConversationBench(limits);
    ({ clock, store, service } = bench);
  };
  const begin = (sessionId: string, userId?: string) => bench.begin(sessionId, userId);
  const contents = (sessionId: string, limit?: number) => bench.contents(sessionId, limit);

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => use());

  it('makes a session with an id of its own and the default agent', async () => {
    const info = await service.getOrCreateSession({ userId: 'ann', channel: 'websocket' });
    expect(info).toMatchObject({ userId: 'ann', channel: 'websocket', agent: BUILT_IN_AGENT });
    expect(store.sessions.has(info.sessionId)).toBe(true);
  });

  it('gives the newest messages, oldest first, after the system prompt', async () => {
    const id = randomUUID();
    await begin(id);
    for (let n = 1; n <= 25; n++) await service.addMessage(id, words(`t${n}`, `m${n}`));
    expect(await contents(id, 3)).toEqual([BUILT_IN_AGENT.systemPrompt, 'm23', 'm24', 'm25']);
    expect(await contents(id)).toHaveLength(11);
    expect(await contents(id, 100)).toHaveLength(21);
    const bare = await service.getConversationContext(id, { limit: 1, includeSystemPrompt: false });
    expect(bare).toEqual([{ role: 'user', content: 'm25' }]);
  });

  it('defect 7: comes back from 15 idle minutes with the newest messages, not the oldest', async () => {
    use({ maxMessages: 20 });
    const id = randomUUID();
    await begin(id);
    store.messages.set(
      id,
      Array.from({ length: 45 }, (_, n) => words(`t${n + 1}`, `m${n + 1}`)),
    );
    await clock.advance(TTL_MS + 1);
    expect((await contents(id, 3)).slice(1)).toEqual(['m43', 'm44', 'm45']);
    expect((await contents(id, 100)).slice(1)).toHaveLength(20);
  });

  it('defect 8: one hang-up leaves the cleaner running for the others', async () => {
    await service.start();
    const [first, second] = [randomUUID(), randomUUID()];
    await begin(first);
    await begin(second);
    await service.endSession(first);
    expect(service.metrics().size).toBe(1);
    await clock.advance(TTL_MS + 60_000);
    expect(service.metrics()).toMatchObject({ size: 0, expirations: 1 });
    await service.stop();
  });

  it('defect 15: keeps equal words that are said twice in a row', async () => {
    const id = randomUUID();
    await begin(id);
    const yes = ['a', 'b', 'c'].map((turnId) => words(turnId, 'yes'));
    store.messages.set(id, yes);
    service.clearCache(id);
    expect(await contents(id, 2)).toEqual([BUILT_IN_AGENT.systemPrompt, 'yes', 'yes']);
    await service.addMessage(id, words('d', 'yes'));
    expect((await contents(id)).slice(1)).toEqual(['yes', 'yes', 'yes', 'yes']);
  });

  it('takes a second message of the same turn and role for its better version', async () => {
    const id = randomUUID();
    await begin(id);
    await service.addMessage(id, words('t1', 'tell me'));
    await service.addMessage(id, words('t2', 'never mind'));
    await service.addMessage(id, words('t1', 'tell me a story'));
    expect((await contents(id)).slice(1)).toEqual(['tell me a story', 'never mind']);
  });

  it('keeps the words of a session that is not in the cache', async () => {
    const id = randomUUID();
    await begin(id);
    service.clearCache(id);
    await service.addMessage(id, words('t1', 'still here'));
    expect((await contents(id)).slice(1)).toEqual(['still here']);
  });

  it('gives no message at all when none is asked for', async () => {
    const id = randomUUID();
    await begin(id);
    await service.addMessage(id, words('t1', 'hello'));
    expect(await contents(id, 0)).toEqual([BUILT_IN_AGENT.systemPrompt]);
  });

  it('drops a corrupt entry and loads the conversation anew', async () => {
    const id = randomUUID();
    await begin(id);
    store.messages.set(id, [words('t1', 'stored')]);
    Object.assign(bench.cache.get(id) ?? {}, { messages: [{ role: 'user' }] });
    expect((await contents(id)).slice(1)).toEqual(['stored']);
    expect(service.metrics()).toMatchObject({ corrupt: 1, size: 1 });
  });

  it('counts hits, misses, evictions, and who waited for a lock', async () => {
    use({ maxSessions: 1 });
    const [first, second] = [randomUUID(), randomUUID()];
    await begin(first);
    await contents(first);
    await begin(second);
    await Promise.all([contents(first), contents(first)]);
    expect(service.metrics()).toEqual({
      hits: 1,
      misses: 4,
      evictions: 2,
      expirations: 0,
      corrupt: 0,
      size: 1,
      lockWaits: 1,
      lockTimeouts: 0,
    });
  });

  it('slides the TTL with every use', async () => {
    const id = randomUUID();
    await begin(id);
    for (let n = 0; n < 3; n++) {
      await clock.advance(TTL_MS - 1000);
      await contents(id);
    }
    expect(store.loads).toBe(1);
  });

  it('ends a session without a trace in the database when it is told not to persist that', async () => {
    const id = randomUUID();
    await begin(id);
    await service.endSession(id, { persist: false });
    expect(service.getActiveSessions()).toEqual([]);
    expect(store.sessions.get(id)?.ended).toBeUndefined();
  });

  it('takes an id that is no UUID for an unknown session', async () => {
    expect(await contents('42')).toEqual([BUILT_IN_AGENT.systemPrompt]);
    await service.updateSessionActivity('42');
    await service.endSession('42');
    expect(store.loads).toBe(0);
  });

  it('keeps a turn that is not stored yet when the session is loaded anew', async () => {
    const id = randomUUID();
    await begin(id);
    await service.addMessage(id, words('t1', 'stored'));
    await service.addMessage(id, words('t2', 'on its way'));
    store.messages.set(id, [words('t0', 'before'), words('t1', 'stored')]);
    service.clearCache();
    expect((await contents(id)).slice(1)).toEqual(['before', 'stored', 'on its way']);
  });

  it('keeps the newest of stored and unstored messages together', async () => {
    use({ maxMessages: 3 });
    const id = randomUUID();
    await begin(id);
    store.messages.set(
      id,
      ['a', 'b', 'c'].map((turnId) => words(turnId, turnId)),
    );
    await service.addMessage(id, words('d', 'd'));
    service.clearCache();
    expect((await contents(id)).slice(1)).toEqual(['b', 'c', 'd']);
  });

  it('forgets a session that was idle for the TTL, and keeps one that is used', async () => {
    const [idle, used] = [randomUUID(), randomUUID()];
    await begin(idle);
    await begin(used);
    await clock.advance(TTL_MS - 1000);
    await service.updateSessionActivity(used);
    await clock.advance(2000);
    expect(service.getActiveSessions().map(({ sessionId }) => sessionId)).toEqual([used]);
  });

  it('drops the least recently used session when there are too many', async () => {
    use({ maxSessions: 2 });
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    await begin(first);
    await begin(second);
    await contents(first);
    await begin(third);
    const kept = service.getActiveSessions().map(({ sessionId }) => sessionId);
    expect(kept).toEqual([third, first]);
  });

  it("refuses another user's session, cached or not", async () => {
    const id = randomUUID();
    await begin(id);
    const refusal = { field: 'session_id' };
    await expect(begin(id, 'mallory')).rejects.toMatchObject(refusal);
    service.clearCache();
    await expect(begin(id, 'mallory')).rejects.toBeInstanceOf(InvalidInputError);
    await expect(begin(id, 'ann')).resolves.toBeDefined();
  });

  it('names the field of an id that is none and of an agent that is not there', async () => {
    await expect(begin('42')).rejects.toMatchObject({ field: 'session_id' });
    await expect(
      service.getOrCreateSession({ userId: 'ann', agentId: randomUUID(), channel: 'webrtc' }),
    ).rejects.toMatchObject({ field: 'agent_id' });
  });

  it('has a session whose id comes in capitals under the id that the database gives it', async () => {
    const id = randomUUID();
    const info = await begin(id.toUpperCase());
    expect(info.sessionId).toBe(id);
    expect([...store.sessions.keys()]).toEqual([id]);
    await service.addMessage(info.sessionId, words('t1', 'hello'));
    await service.forgetSessions([id]);
    expect((await contents(info.sessionId)).slice(1)).toEqual([]);
  });

  it('lets one caller at a time work on a session, and loads it once', async () => {
    const id = randomUUID();
    store.sessions.set(id, {
      sessionId: id,
      userId: 'ann',
      channel: 'webrtc',
      agentId: poet.id,
    });
    await Promise.all([contents(id), contents(id), contents(id)]);
    expect(store.loads).toBe(1);
  });
});
