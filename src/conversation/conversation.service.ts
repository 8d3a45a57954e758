import { randomUUID } from 'node:crypto';

import { Injectable, Logger } from '@nestjs/common';
import {
  type AgentConfig,
  type ChannelType,
  type ChatMessage,
  Conversations,
  InvalidInputError,
  type NewMessage,
  type SessionInfo,
} from '@vox/voice-core';
import { z } from 'zod';

import { AgentDirectory } from './agent-directory';
import { BackgroundSweep } from './background-sweep';
import {
  type CachedConversation,
  type CacheMetrics,
  ConversationCache,
} from './conversation-cache';
import { ConversationSettings } from './conversation-settings';
import { ConversationStore } from './conversation-store.port';
import { DatabaseGate, DatabaseUnavailableError } from './database-gate';
import { SessionEndings } from './session-endings';
import { type LockMetrics, SessionLocks } from './session-locks';

const DEFAULT_CONTEXT_MESSAGES = 10;
const uuidSchema = z.uuid();

export type SessionRequest = {
  readonly sessionId?: string;
  readonly userId: string;
  readonly userName?: string;
  readonly agentId?: string;
  readonly channel: ChannelType;
};

export type ActiveSession = {
  readonly sessionId: string;
  readonly userId: string;
  readonly channel: ChannelType;
  readonly agentId: string;
  readonly messageCount: number;
  readonly lastActivityAtMs: number;
};

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
  readonly #logger = new Logger('Conversations');

  constructor(
    private readonly cache: ConversationCache,
    private readonly store: ConversationStore,
    private readonly agents: AgentDirectory,
    private readonly gate: DatabaseGate,
    private readonly locks: SessionLocks,
    private readonly endings: SessionEndings,
    private readonly sweep: BackgroundSweep,
    private readonly settings: ConversationSettings,
  ) {
    super();
  }

  /**
   * Finds or makes the session of `request`: `sessionId` (a UUID; a new one when absent), `userId` (1–255 characters),
   * `agentId` (a UUID; the session's own, else the default agent when absent) and `channel`.
   *
   * An ended session is opened again. Without a database it lives in the cache and is stored with its first turn.
   * @throws InvalidInputError naming the field: no UUID, another user's session, no such agent.
   * @throws CapacityError when others hold the session's lock for too long.
   */
  override async getOrCreateSession(request: SessionRequest): Promise<SessionInfo> {
    const sessionId = request.sessionId ?? randomUUID();
    checkId('session_id', sessionId);
    if (request.agentId !== undefined) checkId('agent_id', request.agentId);
    if (request.userId.length < 1 || request.userId.length > 255) {
      throw new InvalidInputError('user_id', 'must have 1 to 255 characters');
    }
    return this.locks.run(sessionId, async () => {
      const known = this.cache.get(sessionId) ?? (await this.#load(sessionId));
      if (known !== undefined) checkOwner(known.userId, request.userId);
      const agent = await this.#chooseAgent(request, known);
      const row = {
        sessionId,
        userId: request.userId,
        channel: request.channel,
        agentId: agent.id,
      };
      this.endings.cancel(sessionId);
      const { userName } = request;
      const isStored = await this.#open({
        ...row,
        ...(userName === undefined ? {} : { userName }),
      });
      const isLoaded = isStored && (known === undefined || known.isLoaded);
      return toInfo(this.cache.put({ ...row, agent, isLoaded }, known?.messages ?? []));
    });
  }

  /**
   * The newest `limit` messages (10; at most MAX_CONTEXT_MESSAGES are kept), oldest first, after the system prompt.
   *
   * Without a database the cached ones; for an unknown session the default agent's prompt alone.
   */
  override async getConversationContext(
    sessionId: string,
    options: { limit?: number; includeSystemPrompt?: boolean } = {},
  ): Promise<ChatMessage[]> {
    const { limit = DEFAULT_CONTEXT_MESSAGES, includeSystemPrompt = true } = options;
    const conversation = await this.#find(sessionId);
    const agent = conversation?.agent ?? (await this.agents.findOrDefault(undefined));
    const messages = limit <= 0 ? [] : (conversation?.messages ?? []).slice(-limit);
    return [
      ...(includeSystemPrompt ? [{ role: 'system' as const, content: agent.systemPrompt }] : []),
      ...messages.map(({ role, content }) => ({ role, content })),
    ];
  }

  /** In the context at once, whether or not the session is cached; a second one of the same turn and role replaces it. */
  override addMessage(sessionId: string, message: NewMessage): Promise<void> {
    this.cache.addMessage(sessionId, message);
    return Promise.resolve();
  }

  /** `persist: false` only forgets the session here; the row stays as it is. */
  override async endSession(sessionId: string, options: { persist?: boolean } = {}): Promise<void> {
    if (!isUuid(sessionId)) return;
    await this.locks.run(sessionId, async () => {
      this.cache.drop(sessionId);
      if (options.persist !== false) await this.endings.end(sessionId);
    });
  }

  /** The settings of the session's agent as they are now; the default agent's for an unknown session. */
  override async getAgentConfig(sessionId: string): Promise<AgentConfig> {
    return (await this.#find(sessionId))?.agent ?? this.agents.findOrDefault(undefined);
  }

  /**
   * An agent as it is set now, as last seen while the database is down; the default one without an id.
   * @throws InvalidInputError `agent_id` when there is no such active agent.
   */
  async findAgent(agentId: string | undefined): Promise<AgentConfig> {
    if (agentId === undefined) return this.agents.findOrDefault(undefined);
    checkId('agent_id', agentId);
    return this.agents.require(agentId);
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
    await this.#ifAvailable(() => this.store.touch(sessionId));
  }

  /** Sessions in the cache, the last used first. */
  getActiveSessions(): ActiveSession[] {
    return this.cache.list().map((entry) => ({
      sessionId: entry.sessionId,
      userId: entry.userId,
      channel: entry.channel,
      agentId: entry.agent.id,
      messageCount: entry.messages.length,
      lastActivityAtMs: entry.lastActivityAtMs,
    }));
  }

  /** Drops one session, or all, to be loaded anew. Turns that are not stored yet stay in the context. */
  clearCache(sessionId?: string): void {
    this.cache.drop(sessionId);
  }

  /** The session was deleted for good: its words are forgotten too. */
  forgetSession(sessionId: string): void {
    this.cache.forget(sessionId);
    this.endings.cancel(sessionId);
  }

  /** An agent was edited, switched off or deleted: sessions that have it go on with what it is now. */
  async refreshAgent(agentId: string): Promise<void> {
    this.cache.replaceAgent(agentId, await this.agents.findOrDefault(agentId));
  }

  metrics(): ConversationMetrics {
    return { ...this.cache.metrics, ...this.locks.metrics };
  }

  /** Begins the background sweep; a second call does nothing. */
  start(): void {
    this.sweep.start(async () => {
      this.cache.sweep();
      await this.endings.retry();
      // Edits made through another server's REST reach us here.
      const agentIds = new Set(this.cache.list().map((entry) => entry.agent.id));
      for (const agentId of agentIds) await this.refreshAgent(agentId);
    });
  }

  async stop(): Promise<void> {
    await this.sweep.stop();
  }

  /** The conversation from the cache, else from the database, which is asked under the session's lock. */
  async #find(sessionId: string): Promise<CachedConversation | undefined> {
    if (!isUuid(sessionId)) return undefined;
    const cached = this.cache.get(sessionId);
    if (cached?.isLoaded === true) return cached;
    return this.locks.run(sessionId, async () => {
      const entry = this.cache.look(sessionId);
      if (entry?.isLoaded === true) return entry;
      return (await this.#load(sessionId, entry?.userId)) ?? entry;
    });
  }

  /**
   * Loads a stored conversation into the cache; `undefined` when there is none, or no database, or, for a
   * session begun in an outage, when it turns out to be somebody else's.
   */
  async #load(sessionId: string, owner?: string): Promise<CachedConversation | undefined> {
    const stored = await this.#ifAvailable(() =>
      this.store.load(sessionId, this.settings.maxMessages),
    );
    if (stored === undefined) return undefined;
    const { userId, channel, agentId, messages } = stored;
    if (owner !== undefined && owner !== userId) return undefined;
    const agent = await this.agents.findOrDefault(agentId);
    return this.cache.put({ sessionId, userId, channel, agent, isLoaded: true }, messages);
  }

  async #chooseAgent(
    request: SessionRequest,
    known: CachedConversation | undefined,
  ): Promise<AgentConfig> {
    const { agentId } = request;
    if (known !== undefined && (agentId === undefined || agentId === known.agent.id)) {
      return known.agent;
    }
    return agentId === undefined
      ? this.agents.findOrDefault(undefined)
      : this.agents.require(agentId);
  }

  /** False when the database is down: the session is stored with its first turn. */
  async #open(row: Parameters<ConversationStore['open']>[0]): Promise<boolean> {
    const isOwn = await this.#ifAvailable(() => this.store.open(row));
    if (isOwn === false) throw strangerError();
    return isOwn === true;
  }

  async #ifAvailable<T>(query: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.gate.run(query);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      this.#logger.warn({ reason: error.message }, 'Going on without the database');
      return undefined;
    }
  }
}

function checkId(field: string, value: string): void {
  if (!isUuid(value)) throw new InvalidInputError(field, 'must be a UUID');
}

function isUuid(value: string): boolean {
  return uuidSchema.safeParse(value).success;
}

function checkOwner(ownerId: string, userId: string): void {
  if (ownerId !== userId) throw strangerError();
}

function strangerError(): InvalidInputError {
  return new InvalidInputError('session_id', 'belongs to another user');
}

function toInfo({ sessionId, userId, channel, agent }: CachedConversation): SessionInfo {
  return { sessionId, userId, channel, agent };
}
