import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { VirtualClock } from '@vox/testing';

import {
  ConversationBench,
  type MemoryConversationStore,
  poet,
} from '../../test/support/conversation-bench';
import { BUILT_IN_AGENT } from './agent-config';
import type { ConversationService } from './conversation.service';

describe("ConversationService and agents' settings", () => {
  let bench: ConversationBench;
  let clock: VirtualClock;
  let store: MemoryConversationStore;
  let service: ConversationService;

  const use = (limits: ConstructorParameters<typeof ConversationBench>[0] = {}) => {
    bench = new ConversationBench(limits);
    ({ clock, store, service } = bench);
  };
  const contents = (sessionId: string, limit?: number) => bench.contents(sessionId, limit);

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => use());

  it('prefers the configured default agent, and does without it when it is gone', async () => {
    use({ defaultAgentId: poet.id });
    const ask = () => service.getOrCreateSession({ userId: 'ann', channel: 'websocket' });
    await expect(ask()).resolves.toMatchObject({ agent: poet });
    store.agents.delete(poet.id);
    await expect(ask()).resolves.toMatchObject({ agent: BUILT_IN_AGENT });
  });

  it('gives an edited agent to the sessions that have it', async () => {
    const info = await service.getOrCreateSession({
      userId: 'ann',
      agentId: poet.id,
      channel: 'webrtc',
    });
    store.agents.set(poet.id, { ...poet, systemPrompt: 'No rhymes.' });
    await service.refreshAgent(poet.id);
    expect(await contents(info.sessionId)).toEqual(['No rhymes.']);
    expect((await service.getAgentConfig(info.sessionId)).systemPrompt).toBe('No rhymes.');
    store.agents.delete(poet.id);
    await service.refreshAgent(poet.id);
    expect((await service.getAgentConfig(info.sessionId)).id).toBe(BUILT_IN_AGENT.id);
  });

  it('hears with its sweep of an edit that another server made', async () => {
    await service.start();
    const request = { userId: 'ann', agentId: poet.id, channel: 'webrtc' } as const;
    const { sessionId } = await service.getOrCreateSession(request);
    store.agents.set(poet.id, { ...poet, systemPrompt: 'Edited elsewhere.' });
    await clock.advance(60_000);
    expect((await service.getAgentConfig(sessionId)).systemPrompt).toBe('Edited elsewhere.');
    await service.stop();
  });

  it("gives an unknown session the default agent's settings", async () => {
    use({ defaultAgentId: poet.id });
    expect(await service.getAgentConfig(randomUUID())).toEqual(poet);
    expect(await contents(randomUUID())).toEqual(['Rhyme.']);
  });
});
