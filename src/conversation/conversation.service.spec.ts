import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';
import { type AgentConfig, InvalidInputError, type NewMessage } from '@vox/voice-core';

import { AgentDirectory } from './agent-directory';
import { BUILT_IN_AGENT } from './agent-config';
import { BackgroundSweep } from './background-sweep';
import { ConversationCache } from './conversation-cache';
import { ConversationService } from './conversation.service';
import {
  ConversationStore,
  type SessionRow,
  type StoredConversation,
} from './conversation-store.port';
import { DatabaseGate } from './database-gate';
import { SessionEndings } from './session-endings';
import { SessionLocks } from './session-locks';

const TTL_MS = 15 * 60_000;
const poet: AgentConfig = {
  id: randomUUID(),
  name: 'Poet',
  systemPrompt: 'Rhyme.',
  llm: {},
  tts: {},
};

class MemoryStore extends ConversationStore {
  readonly sessions = new Map<string, SessionRow & { ended?: Date }>();
  readonly messages = new Map<string, NewMessage[]>();
  readonly agents = new Map([BUILT_IN_AGENT, poet].map((agent) => [agent.id, agent]));
  state: 'up' | 'down' | 'stuck' = 'up';
  loads = 0;

  override async load(sessionId: string, limit: number): Promise<StoredConversation | undefined> {
    this.loads++;
    await this.#reach();
    const session = this.sessions.get(sessionId);
    if (session === undefined) return undefined;
    const messages = this.messages.get(sessionId) ?? [];
    return { ...session, messages: messages.slice(-limit) };
  }

  override async open(row: SessionRow): Promise<boolean> {
    await this.#reach();
    const found = this.sessions.get(row.sessionId);
    if (found !== undefined && found.userId !== row.userId) return false;
    this.sessions.set(row.sessionId, row);
    return true;
  }

  override async findAgent(agentId: string): Promise<AgentConfig | undefined> {
    await this.#reach();
    return this.agents.get(agentId);
  }

  override async findDefaultAgent(): Promise<AgentConfig | undefined> {
    await this.#reach();
    return BUILT_IN_AGENT;
  }

  override async end(sessionId: string, endedAt: Date): Promise<boolean> {
    await this.#reach();
    const session = this.sessions.get(sessionId);
    if (session !== undefined) session.ended = endedAt;
    return session !== undefined;
  }

  override async touch(): Promise<void> {
    await this.#reach();
  }

  async #reach(): Promise<void> {
    if (this.state === 'stuck') await new Promise(() => undefined);
    if (this.state === 'down') throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  }
}

function words(turnId: string, content: string): NewMessage {
  return { turnId, role: 'user', content };
}

describe('ConversationService', () => {
  let clock: VirtualClock;
  let store: MemoryStore;
  let service: ConversationService;

  const make = (
    limits: { maxSessions?: number; maxMessages?: number; defaultAgentId?: string } = {},
  ) => {
    const maxMessages = limits.maxMessages ?? 20;
    const gate = new DatabaseGate(clock);
    return new ConversationService(
      new ConversationCache(clock, {
        ttlMs: TTL_MS,
        maxSessions: limits.maxSessions ?? 100,
        maxMessages,
      }),
      store,
      new AgentDirectory(store, gate, limits.defaultAgentId),
      gate,
      new SessionLocks(clock, 5000),
      new SessionEndings(store, gate, clock),
      new BackgroundSweep(clock, 60_000),
      { maxMessages },
    );
  };
  const begin = (sessionId: string, userId = 'ann') =>
    service.getOrCreateSession({ sessionId, userId, channel: 'webrtc' });
  const contents = async (sessionId: string, limit?: number) => {
    const options = limit === undefined ? {} : { limit };
    return (await service.getConversationContext(sessionId, options)).map(({ content }) => content);
  };

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    clock = new VirtualClock();
    store = new MemoryStore();
    service = make();
  });

  it('makes a session with an id of its own and the default agent', async () => {
    const info = await service.getOrCreateSession({ userId: 'ann', channel: 'websocket' });
    expect(info).toMatchObject({ userId: 'ann', channel: 'websocket', agent: BUILT_IN_AGENT });
    expect(store.sessions.has(info.sessionId)).toBe(true);
  });

  it('prefers the configured default agent, and does without it when it is gone', async () => {
    service = make({ defaultAgentId: poet.id });
    const ask = () => service.getOrCreateSession({ userId: 'ann', channel: 'websocket' });
    await expect(ask()).resolves.toMatchObject({ agent: poet });
    store.agents.delete(poet.id);
    await expect(ask()).resolves.toMatchObject({ agent: BUILT_IN_AGENT });
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

  it('loads the newest stored messages, and counts a repeated "yes" as said twice', async () => {
    const id = randomUUID();
    await begin(id);
    const yes = ['a', 'b', 'c'].map((turnId) => words(turnId, 'yes'));
    store.messages.set(id, yes);
    service.clearCache(id);
    expect(await contents(id, 2)).toEqual([BUILT_IN_AGENT.systemPrompt, 'yes', 'yes']);
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
    service = make({ maxSessions: 2 });
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

  it('waits a second at most for a stuck database, once in a while', async () => {
    store.state = 'stuck';
    const startedAtMs = clock.nowMs();
    let isBegun = false;
    const id = randomUUID();
    const session = begin(id).then(() => (isBegun = true));
    await clock.advance(999);
    expect(isBegun).toBe(false);
    await clock.advance(1);
    await session;
    await contents(id);
    expect(clock.nowMs() - startedAtMs).toBe(1000);
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

  it('gives an edited agent to the sessions that have it', async () => {
    const info = await service.getOrCreateSession({
      userId: 'ann',
      agentId: poet.id,
      channel: 'webrtc',
    });
    store.agents.set(poet.id, { ...poet, systemPrompt: 'No rhymes.' });
    await service.refreshAgent(poet.id);
    expect(await contents(info.sessionId)).toEqual(['No rhymes.']);
    store.agents.delete(poet.id);
    await service.refreshAgent(poet.id);
    expect((await service.getAgentConfig(info.sessionId)).id).toBe(BUILT_IN_AGENT.id);
  });

  it('marks a session ended later when the database is down at its end', async () => {
    const id = randomUUID();
    await begin(id);
    service.start();
    store.state = 'down';
    await service.endSession(id);
    store.state = 'up';
    await clock.advance(60_000);
    expect(store.sessions.get(id)?.ended).toBeInstanceOf(Date);
    expect(service.getActiveSessions()).toEqual([]);
    await service.stop();
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
