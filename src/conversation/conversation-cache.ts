import {
  type AgentConfig,
  type AgentOrigin,
  type ChannelType,
  type Clock,
  entriesUpTo,
  type NewMessage,
} from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { mergeMessages, type StoredWords, withEarlier, withMessage } from './context-messages';
import { charactersIn, LONG_CHARACTERS } from './long-history';
import { RecentWords } from './recent-words';

export type CachedConversation = {
  readonly sessionId: string;
  /** Null: the server's own. */
  readonly ownerId: string | null;
  /** Whose members share it; null: nobody. */
  readonly groupId: string | null;
  readonly userId: string;
  /** What people call the user, where that was said. */
  readonly userName?: string;
  readonly channel: ChannelType;
  readonly agent: AgentConfig;
  readonly agentOrigin: AgentOrigin;
  /** Newest messages, oldest first. */
  readonly messages: readonly NewMessage[];
  /** False when it began while the database was down: its owner and its past are not known. */
  readonly isLoaded: boolean;
  readonly lastActivityAtMs: number;
};

/** As the cache keeps it; others read what they were given. */
type Entry = { -readonly [Key in keyof CachedConversation]: CachedConversation[Key] };

/** What a conversation is put with. */
type NewEntry = Omit<CachedConversation, 'messages' | 'lastActivityAtMs'>;

/** One that somebody is talking in. */
type Held = {
  entry: Entry;
  /** The same without its messages, for the case that the entry is found corrupt. */
  sound: NewEntry;
  /** When it was deleted, epoch ms. */
  forgottenAtMs?: number;
};

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

const NOTHING_STORED: StoredWords = { messages: [], storedTurnIds: [] };

/** Messages of sessions that left the cache are remembered for more sessions than the cache holds. */
const RECENT_FACTOR = 4;

/**
 * Conversations in use, each until it has been idle for the TTL or is the least recently used of too many. One that
 * somebody is talking in is held: it stays, with its agent and its messages, however long nothing is said.
 *
 * Beside them, what was said lately in this process: it may not be in the database yet, and is put back
 * into a conversation that is loaded anew.
 */
export class ConversationCache {
  readonly #held = new Map<string, Held>();
  readonly #idle: LRUCache<string, Entry>;
  readonly #recent: RecentWords;
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
    this.#idle = new LRUCache({
      ...aging,
      ...entriesUpTo(limits.maxSessions),
      dispose: (_entry, _sessionId, reason) => {
        if (reason === 'evict') this.#counts.evictions++;
        if (reason === 'expire') this.#counts.expirations++;
      },
    });
    this.#recent = new RecentWords(
      new LRUCache({ ...aging, ...entriesUpTo(limits.maxSessions * RECENT_FACTOR) }),
      limits.maxMessages,
    );
  }

  get metrics(): CacheMetrics {
    return { ...this.#counts, size: this.#held.size + this.#idle.size };
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
    const entry = this.#entry(sessionId);
    if (entry === undefined || isWhole(entry, sessionId)) return entry;
    this.#counts.corrupt++;
    const held = this.#held.get(sessionId);
    if (held === undefined) {
      this.#idle.delete(sessionId);
      return undefined;
    }
    held.entry = this.#make({ ...held.sound, isLoaded: false }, NOTHING_STORED);
    return held.entry;
  }

  /** Puts a conversation with what is stored of it; what was heard lately is added. */
  put(conversation: NewEntry, stored: StoredWords): CachedConversation {
    const held = this.#held.get(conversation.sessionId);
    const entry = this.#make(conversation, stored, held?.entry.messages);
    if (held === undefined) this.#idle.set(conversation.sessionId, entry);
    else Object.assign(held, { entry, sound: conversation });
    return entry;
  }

  /** Somebody talks in a conversation that was put: it stays until `letGo`. */
  hold(sessionId: string): void {
    const entry = this.#idle.get(sessionId);
    if (entry === undefined || this.#held.has(sessionId)) return;
    const { messages: _messages, lastActivityAtMs: _at, ...sound } = entry;
    this.#held.set(sessionId, { entry, sound });
    this.#idle.delete(sessionId);
  }

  /** Nobody talks in it any more: it is forgotten. What was said lately stays remembered. */
  letGo(sessionId: string): void {
    this.#held.delete(sessionId);
    this.#idle.delete(sessionId);
  }

  /** @param startedAtMs When its turn began, epoch ms: what was said before the session was deleted is not taken up. */
  addMessage(sessionId: string, message: NewMessage, startedAtMs = Infinity): void {
    const held = this.#held.get(sessionId);
    if (startedAtMs <= (held?.forgottenAtMs ?? -Infinity)) return;
    const entry = this.#entry(sessionId);
    this.#recent.add(sessionId, message, entry);
    if (entry === undefined) return;
    entry.messages = withMessage(entry.messages, message, this.limits.maxMessages);
    entry.lastActivityAtMs = this.clock.wallMs();
  }

  /** Whose session it is, as the database said when something was said in it lately. */
  ownerOf(sessionId: string): string | undefined {
    return this.#recent.ownerOf(sessionId);
  }

  /** It has half of what is kept at most of one, or so much that it is summed up. */
  isLong({ messages }: CachedConversation): boolean {
    return (
      messages.length * 2 >= this.limits.maxMessages || charactersIn(messages) >= LONG_CHARACTERS
    );
  }

  touch(sessionId: string): void {
    const entry = this.#entry(sessionId);
    if (entry !== undefined) entry.lastActivityAtMs = this.clock.wallMs();
  }

  /** Gives `agent` to one conversation: somebody has chosen it. */
  changeAgent(sessionId: string, agent: AgentConfig): void {
    const chosen = { agent, agentOrigin: 'named' } as const;
    const held = this.#held.get(sessionId);
    if (held !== undefined) held.sound = { ...held.sound, ...chosen };
    Object.assign(this.#entry(sessionId) ?? {}, chosen);
  }

  /** Gives `agent` to every conversation that has the agent `agentId`, without counting as a use. */
  replaceAgent(agentId: string, agent: AgentConfig): void {
    for (const held of this.#held.values()) {
      if (held.sound.agent.id === agentId) held.sound = { ...held.sound, agent };
    }
    for (const entry of this.#entries()) if (entry.agent?.id === agentId) entry.agent = agent;
  }

  /** All of them: those somebody talks in, then the others, the last used first. */
  list(): CachedConversation[] {
    return [...this.#entries()];
  }

  /** Drops one conversation, or all, to be loaded anew; a held one stays as it is until that is done. */
  drop(sessionId?: string): void {
    if (sessionId === undefined) this.#idle.clear();
    else this.#idle.delete(sessionId);
    for (const [id, { entry }] of this.#held) {
      if (sessionId === undefined || id === sessionId) entry.isLoaded = false;
    }
  }

  /** Turns of which something is in the context, or was said lately. */
  turnIdsOf(sessionId: string): string[] {
    const messages = [...(this.#entry(sessionId)?.messages ?? []), ...this.#recent.all(sessionId)];
    return [...new Set(messages.map(({ turnId }) => turnId))];
  }

  /** Whether it has the session, or something that was said in it lately. */
  hasWordsOf(sessionId: string): boolean {
    return this.#held.has(sessionId) || this.#idle.has(sessionId) || this.#recent.has(sessionId);
  }

  /**
   * Forgets all that was said in a session that was deleted. Whoever is talking in it goes on with the same agent.
   * @param atMs When it was deleted, epoch ms.
   */
  forget(sessionId: string, atMs = this.clock.wallMs()): void {
    this.#idle.delete(sessionId);
    this.#recent.forget(sessionId);
    const held = this.#held.get(sessionId);
    if (held === undefined) return;
    held.entry.messages = [];
    held.forgottenAtMs = atMs;
  }

  /** Frees what has passed its TTL. */
  sweep(): void {
    this.#idle.purgeStale();
    this.#recent.sweep();
  }

  #entry(sessionId: string): Entry | undefined {
    return this.#held.get(sessionId)?.entry ?? this.#idle.get(sessionId);
  }

  *#entries(): Generator<Entry> {
    for (const { entry } of this.#held.values()) yield entry;
    yield* this.#idle.values();
  }

  #make(conversation: NewEntry, stored: StoredWords, own: readonly NewMessage[] = []): Entry {
    const heard = withEarlier(this.#recent.of(conversation), own);
    const messages = mergeMessages(stored, heard, this.limits.maxMessages);
    return { ...conversation, messages, lastActivityAtMs: this.clock.wallMs() };
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
