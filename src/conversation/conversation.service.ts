import { Injectable, Optional } from '@nestjs/common';
import {
  type AgentConfig,
  type ChatMessage,
  CapacityError,
  Conversations,
  type NewMessage,
  type SessionHold,
  type SessionInfo,
  type SessionListener,
} from '@vox/voice-core';

import { AgentDirectory } from './agent-directory';
import { type BackgroundSweep } from './background-sweep';
import {
  type CachedConversation,
  type CacheMetrics,
  ConversationCache,
} from './conversation-cache';
import { ConversationStore } from './conversation-store.port';
import { DatabaseGate, DatabaseUnavailableError } from './database-gate';
import type { Deletion, Forgotten } from './forgetting';
import { type History, HistorySummaries, messagesAfter, withSummary } from './history-summaries';
import { LiveUpkeep } from './live-upkeep';
import { SessionEndings } from './session-endings';
import { SessionForgetting } from './session-forgetting';
import { SessionHolds } from './session-holds';
import { type ActiveSession, toActive, toInfo } from './session-info';
import { type LockMetrics, SessionLocks } from './session-locks';
import { SessionOpening } from './session-opening';
import { checkId, checkRequest, isUuid, type SessionRequest } from './session-request';

const DEFAULT_CONTEXT_MESSAGES = 10;

/** What a conversation service does again and again: cleaning its cache; what `LiveUpkeep` does, and endings. */
export abstract class ConversationSweeps {
  abstract readonly cleaning: BackgroundSweep;
  abstract readonly upkeep: BackgroundSweep;
}

/** Counted since the process began. */
export type ConversationMetrics = CacheMetrics & LockMetrics;

/**
 * Conversations in progress: cache-aside over PostgreSQL.
 *
 * Nothing here waits for the database longer than the gate's deadline, and every answer has a form without
 * it. `start` and `stop` own the background sweep.
 */
@Injectable()
export class ConversationService extends Conversations {
  constructor(
    private readonly cache: ConversationCache,
    private readonly store: ConversationStore,
    private readonly agents: AgentDirectory,
    private readonly gate: DatabaseGate,
    private readonly locks: SessionLocks,
    private readonly holds: SessionHolds,
    private readonly opening: SessionOpening,
    private readonly endings: SessionEndings,
    private readonly upkeep: LiveUpkeep,
    private readonly sweeps: ConversationSweeps,
    private readonly forgetting: SessionForgetting,
    @Optional() private readonly summaries?: HistorySummaries,
  ) {
    super();
  }

  /**
   * Finds or makes the session of `request`: `sessionId` (a UUID; a new one when absent), `userId` (1–255 characters),
   * `agentId` (a UUID; the session's own, else the default agent when absent) and `channel`.
   *
   * An ended session is opened again. Without a database it lives in the cache and is stored with its first turn.
   * @throws InvalidInputError naming the field: no UUID, another user's or owner's session, no such agent.
   * @throws AgentUnavailableError when the agent that is named, or the session's own, cannot be read in a few seconds.
   * @throws CapacityError when others hold the session's lock for too long.
   */
  override async getOrCreateSession(request: SessionRequest): Promise<SessionInfo> {
    const checked = checkRequest(request);
    return this.locks.run(checked.sessionId, async () => toInfo(await this.opening.open(checked)));
  }

  /** As `getOrCreateSession`; until it is released the session keeps its agent and its messages, whatever else happens. */
  override async holdSession(
    request: SessionRequest,
    listener: SessionListener,
  ): Promise<SessionHold> {
    const checked = checkRequest(request);
    const { sessionId } = checked;
    let info = await this.locks.run(sessionId, async () => {
      const opened = toInfo(await this.opening.open(checked));
      this.holds.add(opened, listener);
      this.cache.hold(sessionId);
      return opened;
    });
    const { holds } = this;
    return {
      get info() {
        return (info = holds.current(info));
      },
      release: () => this.#release(sessionId, listener),
    };
  }

  /**
   * The newest `limit` messages (10; at most MAX_CONTEXT_MESSAGES are kept), oldest first, after the system prompt.
   *
   * Those that a summary covers are left out, and it stands behind the prompt.
   * Without a database the cached ones; for an unknown session the default agent's prompt alone.
   */
  override async getConversationContext(
    sessionId: string,
    options: { limit?: number; includeSystemPrompt?: boolean } = {},
  ): Promise<ChatMessage[]> {
    const { limit = DEFAULT_CONTEXT_MESSAGES, includeSystemPrompt = true } = options;
    const conversation = await this.#find(sessionId);
    const agent = conversation?.agent ?? (await this.agents.findDefault()).agent;
    const { summary, said } = await this.#historyOf(conversation);
    const messages = limit <= 0 ? [] : said.slice(-limit);
    const prompt = withSummary(agent.systemPrompt, summary);
    return [
      ...(includeSystemPrompt ? [{ role: 'system' as const, content: prompt }] : []),
      ...messages.map(({ role, content }) => ({ role, content })),
    ];
  }

  /** In the context at once, whether or not the session is cached; a second one of the same turn and role replaces it. */
  override addMessage(sessionId: string, message: NewMessage, startedAtMs?: number): Promise<void> {
    this.cache.addMessage(sessionId, message, startedAtMs);
    return Promise.resolve();
  }

  /** What is in the context here: the summary, and what was said since. */
  history(sessionId: string): Promise<History> {
    return this.#historyOf(this.cache.look(sessionId));
  }

  /** Whether something of that turn is in the context here; it may not be stored yet. */
  isLiveTurn(sessionId: string, turnId: string): boolean {
    const messages = this.cache.look(sessionId)?.messages ?? [];
    return messages.some((message) => message.turnId === turnId);
  }

  /**
   * `persist: false` only forgets the session here; the row stays as it is. One that somebody is talking in goes on: it
   * ends with whoever holds it.
   */
  override async endSession(sessionId: string, options: { persist?: boolean } = {}): Promise<void> {
    if (!isUuid(sessionId)) return;
    await this.locks.run(sessionId, async () => {
      if (this.holds.has(sessionId)) return;
      this.cache.letGo(sessionId);
      if (options.persist !== false) await this.endings.end(sessionId);
    });
  }

  /** The settings of the session's agent as they are now; the default agent's for an unknown session. */
  override async getAgentConfig(sessionId: string): Promise<AgentConfig> {
    return (await this.#find(sessionId))?.agent ?? (await this.agents.findDefault()).agent;
  }

  override changeAgent(sessionId: string, agent: AgentConfig): Promise<void> {
    return this.opening.changeAgent(sessionId, agent);
  }

  /**
   * An agent as it is set now, as last seen while the database is down; the default one without an id.
   * @throws InvalidInputError `agent_id` when there is no such active agent; AgentUnavailableError when it cannot be read.
   */
  async findAgent(agentId: string | undefined): Promise<AgentConfig> {
    if (agentId === undefined) return (await this.agents.findDefault()).agent;
    return this.agents.require(checkId('agent_id', agentId));
  }

  /** The session, going on or ended; undefined when there is none, or it cannot be read in an outage. */
  async findSession(sessionId: string): Promise<SessionInfo | undefined> {
    const found = await this.#find(sessionId);
    return found === undefined ? undefined : toInfo(found);
  }

  /** Keeps the session in the cache and notes the time in the database, when that answers. */
  async updateSessionActivity(sessionId: string): Promise<void> {
    if (!isUuid(sessionId)) return;
    this.cache.touch(sessionId);
    try {
      await this.gate.run('sessions', () => this.store.touch(sessionId));
    } catch (error) {
      // The next turn that is stored says it as well.
      if (!(error instanceof DatabaseUnavailableError)) throw error;
    }
  }

  /** Sessions in the cache, the last used first. */
  getActiveSessions(): ActiveSession[] {
    return this.cache.list().map(toActive);
  }

  /** Drops one session, or all, to be loaded anew. Turns that are not stored yet stay in the context. */
  clearCache(sessionId?: string): void {
    this.cache.drop(sessionId);
  }

  /**
   * Sessions were deleted for good, or some of their words: those are forgotten here too. Whoever is talking in one goes on
   * with the same agent; what is said from now on is kept again. @returns what all who keep words have let go of.
   */
  forgetSessions(deleted: Iterable<string>, person?: Deletion['person']): Promise<Forgotten> {
    return this.forgetting.forget(deleted, person);
  }

  /** An agent was edited, switched off or deleted: sessions that have it go on with what it is now. */
  async refreshAgent(agentId: string): Promise<void> {
    await this.#refreshAgents([agentId]);
  }

  metrics(): ConversationMetrics {
    return { ...this.cache.metrics, ...this.locks.metrics };
  }

  /** Begins the background work; a second call does nothing. Resolves when this server is known to the database. */
  async start(): Promise<void> {
    this.sweeps.cleaning.start(async () => {
      this.cache.sweep();
      // Edits made through another server's REST reach us here.
      await this.#refreshAgents([...new Set(this.cache.list().map(({ agent }) => agent.id))]);
    });
    this.sweeps.upkeep.start(async () => {
      await this.endings.retry();
      await this.upkeep.run();
    });
    await this.upkeep.begin();
  }

  async stop(): Promise<void> {
    await Promise.all([this.sweeps.cleaning.stop(), this.sweeps.upkeep.stop()]);
    await this.upkeep.end();
  }

  /** While the database does not answer, everybody keeps the agent they have. */
  async #refreshAgents(agentIds: readonly string[]): Promise<void> {
    const found = await this.agents.refresh(agentIds);
    if (found === undefined) return;
    for (const agentId of agentIds) {
      const agent = found.get(agentId);
      if (agent !== undefined) {
        this.cache.replaceAgent(agentId, agent);
        continue;
      }
      const { agent: other, isStandIn } = await this.agents.findDefault();
      if (!isStandIn) this.cache.replaceAgent(agentId, other);
    }
  }

  async #historyOf(conversation: CachedConversation | undefined): Promise<History> {
    const all = conversation?.messages ?? [];
    // Short ones have no summary, and nobody asks for it.
    const isLong = conversation !== undefined && this.cache.isLong(conversation);
    const summary = isLong ? await this.summaries?.of(conversation.sessionId) : undefined;
    return { summary, said: messagesAfter(all, summary) };
  }

  /** The conversation from the cache, else from the database, which is asked under the session's lock. */
  async #find(sessionId: string): Promise<CachedConversation | undefined> {
    if (!isUuid(sessionId)) return undefined;
    const cached = this.cache.get(sessionId);
    if (cached?.isLoaded === true) return cached;
    try {
      return await this.locks.run(sessionId, async () => {
        const entry = this.cache.look(sessionId);
        if (entry?.isLoaded === true) return entry;
        if (!this.holds.has(sessionId)) return this.opening.load(sessionId);
        await this.opening.verify(sessionId);
        return this.cache.look(sessionId);
      });
    } catch (error) {
      // A turn does not fail because others are busy with its session.
      if (!(error instanceof CapacityError)) throw error;
      return this.cache.look(sessionId);
    }
  }

  /** The last one out ends it. A reconnect that is being opened meanwhile is seen, because both hold the lock. */
  async #release(sessionId: string, listener: SessionListener): Promise<void> {
    if (!this.holds.remove(sessionId, listener)) return;
    try {
      await this.endSession(sessionId);
    } catch (error) {
      if (!(error instanceof CapacityError)) throw error;
      this.endings.endLater(sessionId);
    }
  }
}
