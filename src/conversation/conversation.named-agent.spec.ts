import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { VirtualClock } from '@vox/testing';
import { AgentUnavailableError } from '@vox/voice-core';

import {
  ConversationBench,
  type MemoryConversationStore,
  poet,
  words,
} from '../../test/support/conversation-bench';
import { BUILT_IN_AGENT } from './agent-config';
import type { ConversationService } from './conversation.service';

describe('an agent that is asked for by name', () => {
  let bench: ConversationBench;
  let clock: VirtualClock;
  let store: MemoryConversationStore;
  let service: ConversationService;

  const ask = (sessionId = randomUUID()) => bench.hold(sessionId, { agentId: poet.id });

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    bench = new ConversationBench();
    ({ clock, store, service } = bench);
  });

  it.each(['down', 'stuck', 'agents-stuck'] as const)(
    'is waited for, and then refused by name, never replaced (%s)',
    async (state) => {
      store.state = state;
      const startedAtMs = clock.nowMs();
      const asking = expect(ask()).rejects.toBeInstanceOf(AgentUnavailableError);
      await clock.advance(8000);
      await asking;
      expect(clock.nowMs() - startedAtMs).toBeLessThanOrEqual(8000);
      expect(service.getActiveSessions()).toEqual([]);
    },
  );

  it('comes when the database does, within the wait', async () => {
    store.state = 'down';
    const asking = ask();
    await clock.advance(4000);
    store.state = 'up';
    await clock.advance(500);
    expect((await asking).info.agent).toEqual(poet);
  });

  it('comes as last seen at once when it was seen', async () => {
    await service.findAgent(poet.id);
    store.state = 'down';
    expect((await ask()).info).toMatchObject({ agent: poet });
  });

  it('is waited for also when nobody names it but the session has it', async () => {
    const id = randomUUID();
    store.sessions.set(id, {
      sessionId: id,
      userId: 'ann',
      channel: 'webrtc',
      agentId: poet.id,
    });
    store.state = 'agents-stuck';
    const asking = expect(bench.hold(id)).rejects.toBeInstanceOf(AgentUnavailableError);
    await clock.advance(6000);
    await asking;
    expect(store.sessions.get(id)).toMatchObject({ agentId: poet.id });
  });

  it('is asked for once by many who want it of a database that is stuck', async () => {
    store.state = 'agents-stuck';
    const asking = Array.from({ length: 20 }, () => ask().catch(() => 'refused'));
    await clock.advance(2000);
    expect(store.agentQueries).toBe(1);
    await clock.advance(6000);
    expect(new Set(await Promise.all(asking))).toEqual(new Set(['refused']));
  });

  it('keeps nobody waiting who names none', async () => {
    store.state = 'agents-stuck';
    void ask().catch(() => undefined);
    const opening = bench.hold(randomUUID());
    await clock.advance(1000);
    expect((await opening).info).toMatchObject({ agent: BUILT_IN_AGENT, agentOrigin: 'stand-in' });
  });

  it('stays the session’s own when it is switched off, and another one answers meanwhile', async () => {
    const id = randomUUID();
    await (await ask(id)).release();
    store.agents.delete(poet.id);
    const { info } = await bench.hold(id);
    expect(info.agent).toEqual(BUILT_IN_AGENT);
    expect(store.sessions.get(id)).toMatchObject({ agentId: poet.id });
  });

  it('takes the place of the one that the session had', async () => {
    const id = randomUUID();
    await (await bench.hold(id)).release();
    const { info } = await ask(id);
    await service.addMessage(id, words('t1', 'hello'));
    expect(info.agent).toEqual(poet);
    expect(store.sessions.get(id)).toMatchObject({ agentId: poet.id });
    expect(await bench.contents(id)).toEqual([poet.systemPrompt, 'hello']);
  });
});
