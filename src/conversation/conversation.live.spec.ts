import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { VirtualClock } from '@vox/testing';
import { AgentUnavailableError } from '@vox/voice-core';

import {
  ConversationBench,
  type MemoryConversationStore,
  poet,
  TTL_MS,
  words,
} from '../../test/support/conversation-bench';
import { BUILT_IN_AGENT } from './agent-config';
import type { ConversationService } from './conversation.service';

describe('a session that somebody is talking in', () => {
  let bench: ConversationBench;
  let clock: VirtualClock;
  let store: MemoryConversationStore;
  let service: ConversationService;

  const use = (limits: ConstructorParameters<typeof ConversationBench>[0] = {}) => {
    bench = new ConversationBench(limits);
    ({ clock, store, service } = bench);
  };
  const contents = (sessionId: string) => bench.contents(sessionId);
  /** A talk with the poet in which `hello` was said. */
  const talk = async () => {
    const id = randomUUID();
    const hold = await bench.hold(id, { agentId: poet.id });
    await service.addMessage(id, words('t1', 'hello'));
    return { id, ...hold };
  };
  const whole = [poet.systemPrompt, 'hello'];

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => use());

  it('ends when whoever talks in it is erased, whichever server was asked to', async () => {
    const { id, told } = await talk();
    await service.start();
    store.erased = [id];
    await clock.advance(5000);
    expect(told).toMatchObject([{ field: 'session_id' }]);
    expect(store.sessions.get(id)?.ended).toBeInstanceOf(Date);
    expect(await contents(id)).not.toContain('hello');
    await service.stop();
  });

  describe('keeps its agent and its messages', () => {
    it('after 16 silent minutes, in an outage', async () => {
      const { id } = await talk();
      await service.start();
      await clock.advance(TTL_MS + 60_000);
      store.state = 'down';
      expect(await contents(id)).toEqual(whole);
      await service.stop();
    });

    it('when more sessions are used than the cache holds', async () => {
      use({ maxSessions: 2 });
      const { id } = await talk();
      for (let n = 0; n < 5; n++) await bench.begin(randomUUID());
      store.state = 'down';
      expect(await contents(id)).toEqual(whole);
    });

    it('when the cache is cleared, with and without a database', async () => {
      const { id } = await talk();
      service.clearCache();
      expect(await contents(id)).toEqual(whole);
      store.state = 'down';
      service.clearCache(id);
      expect(await contents(id)).toEqual(whole);
    });

    it('when its entry is found corrupt in an outage', async () => {
      const { id } = await talk();
      store.state = 'down';
      Object.assign(bench.cache.get(id) ?? {}, { messages: 7, agent: undefined });
      expect(await contents(id)).toEqual(whole);
    });

    it('when the sweep cannot ask for its agent, or only that is stuck', async () => {
      const { id } = await talk();
      await service.start();
      for (const state of ['down', 'agents-stuck'] as const) {
        store.state = state;
        await clock.advance(3 * 60_000);
        expect(await contents(id)).toEqual(whole);
      }
      await service.stop();
    });

    it('when one of two connections to it hangs up', async () => {
      const { id, release } = await talk();
      const second = await bench.hold(id);
      await release();
      expect(await contents(id)).toEqual(whole);
      expect(store.sessions.get(id)?.ended).toBeUndefined();
      await second.release();
      expect(store.sessions.get(id)?.ended).toBeInstanceOf(Date);
      expect(service.getActiveSessions()).toEqual([]);
    });
  });

  it('is not ended by a connection that goes while another one comes', async () => {
    const { id, release } = await talk();
    const coming = bench.hold(id);
    const going = release();
    await Promise.all([coming, going]);
    expect(store.sessions.get(id)?.ended).toBeUndefined();
    expect(await contents(id)).toEqual(whole);
    await (await coming).release();
    expect(store.sessions.get(id)?.ended).toBeInstanceOf(Date);
  });

  it('is ended once, however often a connection says that it goes', async () => {
    const { id, release } = await talk();
    const second = await bench.hold(id);
    await release();
    await release();
    expect(store.sessions.get(id)?.ended).toBeUndefined();
    await second.release();
  });

  describe('when it is deleted', () => {
    it('goes on with its agent, without what was said', async () => {
      const { id, told } = await talk();
      store.sessions.delete(id);
      await service.forgetSessions([id]);
      expect(told).toEqual(['forgotten']);
      expect(await contents(id)).toEqual([poet.systemPrompt]);
      expect((await service.getAgentConfig(id)).id).toBe(poet.id);
      await service.addMessage(id, words('t2', 'anew'), clock.wallMs() + 1);
      service.clearCache(id);
      expect(await contents(id)).toEqual([poet.systemPrompt, 'anew']);
    });

    it('takes up nothing of a turn that began before', async () => {
      const { id } = await talk();
      const startedAtMs = clock.wallMs();
      await clock.advance(1000);
      await service.forgetSessions([id]);
      await service.addMessage(id, words('t2', 'still being answered'), startedAtMs);
      expect(await contents(id)).toEqual([poet.systemPrompt]);
    });
  });

  it('renews the lease of the server with those that are known to be its own', async () => {
    const { id } = await talk();
    store.state = 'down';
    await bench.hold(randomUUID());
    await service.start();
    await clock.advance(5000);
    expect(store.leased).toEqual([]);
    store.state = 'up';
    store.sessions.delete(id);
    await clock.advance(5000);
    expect(store.leased).toContain(id);
    await service.stop();
  });

  it('answers from what it has while others are busy with the session', async () => {
    const { id } = await talk();
    service.clearCache(id);
    store.state = 'stuck';
    const opening = Array.from({ length: 3 }, () =>
      bench.hold(id, { agentId: randomUUID() }).catch((error: unknown) => error),
    );
    const context = contents(id);
    await clock.advance(60_000);
    expect(await context).toEqual(whole);
    expect((await Promise.all(opening))[0]).toBeInstanceOf(AgentUnavailableError);
  });

  it('is told by its agent whether that only stands in', async () => {
    expect((await bench.hold(randomUUID())).info).toHaveProperty('agentOrigin', 'known');
    store.state = 'down';
    const { info } = await bench.hold(randomUUID());
    expect(info).toMatchObject({ agent: BUILT_IN_AGENT, agentOrigin: 'stand-in' });
  });
});
