import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { VirtualClock } from '@vox/testing';

import {
  ConversationBench,
  type MemoryConversationStore,
  poet,
  words,
} from '../../test/support/conversation-bench';
import { BUILT_IN_AGENT } from './agent-config';
import type { ConversationService } from './conversation.service';

describe('ConversationService in an outage of the database', () => {
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

  it('goes on from its cache while the database is down', async () => {
    const id = randomUUID();
    await begin(id);
    await service.addMessage(id, words('t1', 'hello'));
    store.state = 'down';
    await expect(begin(id)).resolves.toMatchObject({ sessionId: id });
    expect((await contents(id)).slice(1)).toEqual(['hello']);
  });

  it('begins a session with the built-in agent while the database is down', async () => {
    store.state = 'down';
    const id = randomUUID();
    await expect(begin(id)).resolves.toMatchObject({ agent: BUILT_IN_AGENT });
    expect(await contents(id)).toEqual([BUILT_IN_AGENT.systemPrompt]);
  });

  it('gives an unknown session the system prompt alone while the database is down', async () => {
    store.state = 'down';
    expect(await contents(randomUUID())).toEqual([BUILT_IN_AGENT.systemPrompt]);
  });

  it('uses an agent as last seen while the database is down', async () => {
    const ask = () =>
      service.getOrCreateSession({ userId: 'ann', agentId: poet.id, channel: 'webrtc' });
    await ask();
    store.state = 'down';
    await expect(ask()).resolves.toMatchObject({ agent: poet });
  });

  it('waits little more than a second for a stuck database, once in a while', async () => {
    store.state = 'stuck';
    const startedAtMs = clock.nowMs();
    let isBegun = false;
    const id = randomUUID();
    const session = begin(id).then(() => (isBegun = true));
    await clock.advance(1249);
    expect(isBegun).toBe(false);
    await clock.advance(1);
    await session;
    await contents(id);
    expect(clock.nowMs() - startedAtMs).toBe(1250);
  });

  it('takes up the stored past of a session begun in an outage when that is over', async () => {
    const id = randomUUID();
    store.sessions.set(id, {
      sessionId: id,
      userId: 'ann',
      channel: 'webrtc',
      agentId: poet.id,
    });
    store.messages.set(id, [words('t0', 'before the outage')]);
    store.state = 'down';
    await begin(id);
    await service.addMessage(id, words('t1', 'in the outage'));
    store.state = 'up';
    await clock.advance(5000);
    expect(await contents(id)).toEqual([poet.systemPrompt, 'before the outage', 'in the outage']);
  });

  it("never shows a stranger who came in an outage the owner's words", async () => {
    const id = randomUUID();
    store.sessions.set(id, {
      sessionId: id,
      userId: 'ann',
      channel: 'webrtc',
      agentId: poet.id,
    });
    store.messages.set(id, [words('t0', "ann's secret")]);
    store.state = 'down';
    await begin(id, 'mallory');
    store.state = 'up';
    await clock.advance(5000);
    expect(await contents(id)).toEqual([BUILT_IN_AGENT.systemPrompt]);
    await expect(begin(id, 'mallory')).rejects.toMatchObject({ field: 'session_id' });
  });

  it('falls back to the default agent as it was last edited', async () => {
    await service.getAgentConfig(randomUUID());
    store.agents.set(BUILT_IN_AGENT.id, { ...BUILT_IN_AGENT, systemPrompt: 'Edited.' });
    await service.refreshAgent(BUILT_IN_AGENT.id);
    store.state = 'down';
    expect(await contents(randomUUID())).toEqual(['Edited.']);
  });

  it('marks a session ended later when the database is down at its end', async () => {
    const id = randomUUID();
    await begin(id);
    await service.start();
    store.state = 'down';
    await service.endSession(id);
    store.state = 'up';
    await clock.advance(5000);
    expect(store.sessions.get(id)?.ended).toBeInstanceOf(Date);
    expect(service.getActiveSessions()).toEqual([]);
    await service.stop();
  });
});
