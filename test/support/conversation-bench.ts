import { randomUUID } from 'node:crypto';

import { VirtualClock } from '@vox/testing';
import type { AgentConfig, NewMessage } from '@vox/voice-core';

import { AgentDirectory } from '../../src/conversation/agent-directory';
import { BUILT_IN_AGENT } from '../../src/conversation/agent-config';
import { BackgroundSweep } from '../../src/conversation/background-sweep';
import { ConversationCache } from '../../src/conversation/conversation-cache';
import { ConversationService } from '../../src/conversation/conversation.service';
import {
  ConversationStore,
  type SessionRow,
  type StoredConversation,
} from '../../src/conversation/conversation-store.port';
import { DatabaseGate } from '../../src/conversation/database-gate';
import { SessionEndings } from '../../src/conversation/session-endings';
import { SessionLocks } from '../../src/conversation/session-locks';

export const TTL_MS = 15 * 60_000;

export const poet: AgentConfig = {
  id: randomUUID(),
  name: 'Poet',
  systemPrompt: 'Rhyme.',
  llm: {},
  tts: {},
};

/** The stored side in memory, which can be down or stuck. */
export class MemoryConversationStore extends ConversationStore {
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

/** What a user said in turn `turnId`. */
export function words(turnId: string, content: string): NewMessage {
  return { turnId, role: 'user', content };
}

/** A ConversationService on virtual time, over a store in memory. */
export class ConversationBench {
  readonly clock = new VirtualClock();
  readonly store = new MemoryConversationStore();
  readonly service: ConversationService;
  readonly cache: ConversationCache;

  constructor(
    limits: { maxSessions?: number; maxMessages?: number; defaultAgentId?: string } = {},
  ) {
    const { clock, store } = this;
    const { maxSessions = 100, maxMessages = 20 } = limits;
    const gate = new DatabaseGate(clock);
    this.cache = new ConversationCache(clock, { ttlMs: TTL_MS, maxSessions, maxMessages });
    this.service = new ConversationService(
      this.cache,
      store,
      new AgentDirectory(store, gate, limits.defaultAgentId),
      gate,
      new SessionLocks(clock, 5000),
      new SessionEndings(store, gate, clock),
      new BackgroundSweep(clock, 60_000),
      { maxMessages },
    );
  }

  begin(sessionId: string, userId = 'ann') {
    return this.service.getOrCreateSession({ sessionId, userId, channel: 'webrtc' });
  }

  /** Texts of the context, system prompt first. */
  async contents(sessionId: string, limit?: number): Promise<string[]> {
    const options = limit === undefined ? {} : { limit };
    const context = await this.service.getConversationContext(sessionId, options);
    return context.map(({ content }) => content);
  }
}
