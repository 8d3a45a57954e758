import type { AgentConfig, ChannelType, Clock, NewMessage } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { mergeMessages, withMessage } from './context-messages';

export type CachedConversation = {
  readonly sessionId: string;
  readonly userId: string;
  readonly channel: ChannelType;
  readonly agent: AgentConfig;
  /** Newest messages, oldest first. */
  readonly messages: readonly NewMessage[];
  /** False when it began while the database was down: its owner and its past are not known. */
  readonly isLoaded: boolean;
  readonly lastActivityAtMs: number;
};

/** As the cache keeps it; others read what they were given. */
type Entry = { -readonly [Key in keyof CachedConversation]: CachedConversation[Key] };

export type CacheMetrics = {
  readonly hits: number;
  readonly misses: number;
  /** Left because there were too many. */
  readonly evictions: number;
  /** Left because nobody used them for the TTL. */
  readonly expirations: number;
  /** Dropped because they were not whole. */
  readonly corrupt: number;
  /** Conversations held, those past their TTL included until the next sweep. */
  readonly size: number;
};

export type CacheLimits = {
  readonly ttlMs: number;
  readonly maxSessions: number;
  readonly maxMessages: number;
};

/** Messages of sessions that left the cache are remembered for more sessions than the cache holds. */
const RECENT_FACTOR = 4;

/**
 * Conversations in use, each until it has been idle for the TTL or is the least recently used of too many.
 *
 * Beside them, what was said lately in this process: it may not be in the database yet, and is put back
 * into a conversation that is loaded anew.
 */
export class ConversationCache {
  readonly #conversations: LRUCache<string, Entry>;
  readonly #recent: LRUCache<string, readonly NewMessage[]>;
  readonly #counts = { hits: 0, misses: 0, evictions: 0, expirations: 0, corrupt: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly limits: CacheLimits,
  ) {
    const aging = {
      ttl: limits.ttlMs,
      updateAgeOnGet: true,
      ttlResolution: 0,
      // A start of zero means "no start" to lru-cache.
      perf: { now: () => clock.nowMs() + 1 },
    };
    this.#conversations = new LRUCache({
      ...aging,
      max: limits.maxSessions,
      dispose: (_entry, _sessionId, reason) => {
        if (reason === 'evict') this.#counts.evictions++;
        if (reason === 'expire') this.#counts.expirations++;
      },
    });
    this.#recent = new LRUCache({ ...aging, max: limits.maxSessions * RECENT_FACTOR });
  }

  get metrics(): CacheMetrics {
    return { ...this.#counts, size: this.#conversations.size };
  }

  /** The conversation, which counts as used, and as a hit or a miss. */
  get(sessionId: string): CachedConversation | undefined {
    const entry = this.look(sessionId);
    if (entry === undefined) this.#counts.misses++;
    else this.#counts.hits++;
    return entry;
  }

  /** As `get`, for whoever looks a second time: counts neither as a hit nor as a miss. */
  look(sessionId: string): CachedConversation | undefined {
    const entry = this.#conversations.get(sessionId);
    if (entry === undefined || isWhole(entry, sessionId)) return entry;
    this.#counts.corrupt++;
    this.#conversations.delete(sessionId);
    return undefined;
  }

  /** Puts a conversation with its stored messages; those heard lately are added. */
  put(
    conversation: Omit<CachedConversation, 'messages' | 'lastActivityAtMs'>,
    stored: readonly NewMessage[],
  ): CachedConversation {
    const recent = this.#recent.get(conversation.sessionId) ?? [];
    const messages = mergeMessages(stored, recent, this.limits.maxMessages);
    const entry = { ...conversation, messages, lastActivityAtMs: this.clock.wallMs() };
    this.#conversations.set(conversation.sessionId, entry);
    return entry;
  }

  addMessage(sessionId: string, message: NewMessage): void {
    const max = this.limits.maxMessages;
    this.#recent.set(sessionId, withMessage(this.#recent.get(sessionId) ?? [], message, max));
    const entry = this.#conversations.get(sessionId);
    if (entry === undefined) return;
    entry.messages = withMessage(entry.messages, message, max);
    entry.lastActivityAtMs = this.clock.wallMs();
  }

  touch(sessionId: string): void {
    const entry = this.#conversations.get(sessionId);
    if (entry !== undefined) entry.lastActivityAtMs = this.clock.wallMs();
  }

  /** Gives `agent` to every conversation that has the agent `agentId`, without counting as a use. */
  replaceAgent(agentId: string, agent: AgentConfig): void {
    for (const entry of this.#conversations.values()) {
      if (entry.agent.id === agentId) entry.agent = agent;
    }
  }

  /** All of them, the last used first. */
  list(): CachedConversation[] {
    return [...this.#conversations.values()];
  }

  /** Forgets one conversation, or all. What was said lately stays remembered. */
  drop(sessionId?: string): void {
    if (sessionId === undefined) this.#conversations.clear();
    else this.#conversations.delete(sessionId);
  }

  /** Forgets a session that was deleted, with all that was said in it. */
  forget(sessionId: string): void {
    this.#conversations.delete(sessionId);
    this.#recent.delete(sessionId);
  }

  /** Frees what has passed its TTL. */
  sweep(): void {
    this.#conversations.purgeStale();
    this.#recent.purgeStale();
  }
}

/** Whether an entry can be answered from. One that cannot is loaded anew. */
function isWhole(entry: CachedConversation, sessionId: string): boolean {
  return (
    entry.sessionId === sessionId &&
    typeof entry.agent?.systemPrompt === 'string' &&
    Array.isArray(entry.messages) &&
    entry.messages.every(
      (message: Partial<NewMessage> | undefined) => typeof message?.content === 'string',
    )
  );
}
