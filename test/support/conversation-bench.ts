import { randomUUID } from 'node:crypto';

import { discordUserOf } from '@vox/database';
import { VirtualClock } from '@vox/testing';
import type { AgentConfig, NewMessage } from '@vox/voice-core';

import { AgentDirectory } from '../../src/conversation/agent-directory';
import { BUILT_IN_AGENT } from '../../src/conversation/agent-config';
import { BackgroundSweep } from '../../src/conversation/background-sweep';
import { ConversationCache } from '../../src/conversation/conversation-cache';
import { ConversationService } from '../../src/conversation/conversation.service';
import {
  type AbandonedSession,
  ConversationStore,
  type SessionRow,
  type StoredConversation,
} from '../../src/conversation/conversation-store.port';
import { DatabaseGate } from '../../src/conversation/database-gate';
import { Forgetting } from '../../src/conversation/forgetting';
import type { HistorySummaries } from '../../src/conversation/history-summaries';
import { LiveUpkeep } from '../../src/conversation/live-upkeep';
import { SessionEndings } from '../../src/conversation/session-endings';
import { SessionForgetting } from '../../src/conversation/session-forgetting';
import { SessionChanges } from '../../src/conversation/session-changes';
import { SessionHolds } from '../../src/conversation/session-holds';
import { SessionLocks } from '../../src/conversation/session-locks';
import { SessionOpening } from '../../src/conversation/session-opening';

export const TTL_MS = 15 * 60_000;

export const poet: AgentConfig = {
  id: randomUUID(),
  name: 'Poet',
  systemPrompt: 'Rhyme.',
  llm: {},
  tts: {},
};

type MemoryRow = Omit<SessionRow, 'isAgentNamed' | 'ownerId' | 'groupId'> & {
  readonly ownerId?: string | null;
  readonly groupId?: string | null;
  ended?: Date;
};

/** The stored side in memory, which can be down or stuck, or only its agents can. */
export class MemoryConversationStore extends ConversationStore {
  readonly sessions = new Map<string, MemoryRow>();
  readonly messages = new Map<string, NewMessage[]>();
  readonly agents = new Map([BUILT_IN_AGENT, poet].map((agent) => [agent.id, agent]));
  state: 'up' | 'down' | 'stuck' | 'agents-stuck' = 'up';
  loads = 0;
  agentQueries = 0;
  /** The sessions of the last lease. */
  leased: readonly string[] = [];
  /** Sessions whose people were erased. */
  erased: string[] = [];
  /** Sessions that were deleted through any server. */
  deleted: { readonly sessionId: string; readonly atMs: number }[] = [];
  /** Sessions of servers that are gone, as the next question finds them; and what was asked, in ms of their leases. */
  abandoned: AbandonedSession[] = [];
  readonly askedLeasesMs: number[] = [];

  override async load(
    sessionId: string,
    limit: number,
    heard: readonly string[],
  ): Promise<StoredConversation | undefined> {
    this.loads++;
    await this.#reach();
    const session = this.sessions.get(sessionId);
    if (session === undefined) return undefined;
    const messages = this.messages.get(sessionId) ?? [];
    const { ownerId = null, groupId = null, agentId } = session;
    const newest = messages.slice(-limit);
    const asked = new Set([...heard, ...newest.map(({ turnId }) => turnId)]);
    const turnIds = messages.map(({ turnId }) => turnId).filter((turnId) => asked.has(turnId));
    const storedTurnIds = [...new Set(turnIds)];
    return { ...session, ownerId, groupId, agentId, messages: newest, storedTurnIds };
  }

  override async open(row: SessionRow): Promise<boolean> {
    await this.#reach();
    const found = this.sessions.get(row.sessionId);
    if (found !== undefined && found.userId !== row.userId) return false;
    const isLinked = discordUserOf(row) !== undefined;
    if (found !== undefined && !isLinked && (found.ownerId ?? null) !== row.ownerId) return false;
    const { isAgentNamed, agentId, ...columns } = row;
    const kept = isAgentNamed ? (agentId ?? found?.agentId) : (found?.agentId ?? agentId);
    this.sessions.set(row.sessionId, {
      ...columns,
      ...(kept === undefined ? {} : { agentId: kept }),
    });
    return true;
  }

  override async findAgent(agentId: string): Promise<AgentConfig | undefined> {
    await this.#reachAgents();
    return this.agents.get(agentId);
  }

  override async findAgents(agentIds: readonly string[]): Promise<AgentConfig[]> {
    await this.#reachAgents();
    return agentIds.flatMap((id) => this.agents.get(id) ?? []);
  }

  override async findDefaultAgent(): Promise<AgentConfig | undefined> {
    await this.#reachAgents();
    return BUILT_IN_AGENT;
  }

  override async changeAgent(sessionId: string, agentId: string): Promise<void> {
    await this.#reach();
    const session = this.sessions.get(sessionId);
    if (session !== undefined) this.sessions.set(sessionId, { ...session, agentId });
  }

  override async end(sessionId: string, endedAt: Date): Promise<void> {
    await this.#reach();
    const session = this.sessions.get(sessionId);
    if (session !== undefined) session.ended = endedAt;
  }

  override async touch(): Promise<void> {
    await this.#reach();
  }

  override async renewLease(sessionIds: readonly string[]): Promise<void> {
    await this.#reach();
    this.leased = sessionIds;
  }

  override async findErased(): Promise<string[]> {
    await this.#reach();
    return this.erased;
  }

  override async findDeleted(sinceMs: number): ReturnType<ConversationStore['findDeleted']> {
    await this.#reach();
    return this.deleted.filter(({ atMs }) => atMs > sinceMs);
  }

  override async giveUpLease(): Promise<void> {
    await this.#reach();
  }

  override async endAbandoned(leaseMs: number): Promise<AbandonedSession[]> {
    await this.#reach();
    this.askedLeasesMs.push(leaseMs);
    return this.abandoned.splice(0);
  }

  async #reachAgents(): Promise<void> {
    this.agentQueries++;
    if (this.state === 'agents-stuck') await new Promise(() => undefined);
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
  readonly changes = new SessionChanges();
  readonly forgetting = new Forgetting();
  readonly service: ConversationService;
  readonly cache: ConversationCache;

  constructor(
    limits: {
      maxSessions?: number;
      maxMessages?: number;
      defaultAgentId?: string;
      summaries?: HistorySummaries;
      isAlone?: boolean;
    } = {},
  ) {
    const { clock, store } = this;
    const { maxSessions = 100, maxMessages = 20 } = limits;
    const gate = new DatabaseGate(clock);
    const { cache, holds, locks } = this.#sessionParts(maxSessions, maxMessages);
    const agents = new AgentDirectory(store, gate, clock, limits.defaultAgentId);
    const endings = new SessionEndings(store, gate, clock);
    const settings = { maxMessages };
    const { summaries } = limits;
    const forgetting = new SessionForgetting(
      cache,
      store,
      holds,
      endings,
      this.forgetting,
      clock,
      summaries,
    );
    const opening = new SessionOpening(cache, store, agents, gate, holds, endings, settings);
    this.cache = cache;
    this.service = new ConversationService(
      cache,
      store,
      agents,
      gate,
      locks,
      holds,
      opening,
      endings,
      new LiveUpkeep(
        cache,
        store,
        gate,
        holds,
        opening,
        locks,
        forgetting,
        clock,
        limits.isAlone ?? false,
        (session) => this.changes.tell({ type: 'ended', ...session, atMs: clock.wallMs() }),
      ),
      { cleaning: new BackgroundSweep(clock, 60_000), upkeep: new BackgroundSweep(clock, 5000) },
      forgetting,
      summaries,
    );
  }

  #sessionParts(maxSessions: number, maxMessages: number) {
    const { clock } = this;
    return {
      cache: new ConversationCache(clock, { ttlMs: TTL_MS, maxSessions, maxMessages }),
      holds: new SessionHolds(this.changes, clock),
      locks: new SessionLocks(clock, 10_000),
    };
  }

  /** Somebody talks in the session from now on; what they are told is in `told`. */
  async hold(
    sessionId: string,
    request: { userId?: string; userName?: string; agentId?: string } = {},
  ) {
    const told: (Error | 'forgotten')[] = [];
    const hold = await this.service.holdSession(
      { sessionId, userId: 'ann', channel: 'webrtc', ...request },
      { onRefused: (error) => told.push(error), onForgotten: () => told.push('forgotten') },
    );
    return { ...hold, told };
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
