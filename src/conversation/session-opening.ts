import { Logger } from '@nestjs/common';
import { discordUserOf } from '@vox/database';
import {
  type AgentConfig,
  type AgentOrigin,
  AgentUnavailableError,
  type ChannelType,
  InvalidInputError,
  type SessionOpener,
} from '@vox/voice-core';

import type { AgentDirectory } from './agent-directory';
import type { StoredWords } from './context-messages';
import type { CachedConversation, ConversationCache } from './conversation-cache';
import type { ConversationSettings } from './conversation-settings';
import type { ConversationStore, StoredConversation } from './conversation-store.port';
import { type DatabaseGate, DatabaseUnavailableError } from './database-gate';
import type { SessionEndings } from './session-endings';
import type { SessionHolds } from './session-holds';

export type OpenRequest = {
  readonly sessionId: string;
  readonly userId: string;
  readonly userName?: string;
  readonly agentId?: string;
  readonly channel: ChannelType;
  readonly opener?: SessionOpener;
};

type ChosenAgent = { readonly agent: AgentConfig; readonly agentOrigin: AgentOrigin };

/** What is known of a session: `isCertain` is false where the database did not say. */
type Known = {
  readonly conversation: CachedConversation | undefined;
  readonly stored: StoredConversation | undefined;
  readonly isCertain: boolean;
  /** What the cache had of it was somebody else's. */
  readonly isStranger?: boolean;
};

/**
 * Finds sessions, makes them, and settles what could not be asked when they began: whose they are, and with which agent.
 *
 * Callers hold the session's lock.
 */
export class SessionOpening {
  readonly #logger = new Logger('Conversations');

  constructor(
    private readonly cache: ConversationCache,
    private readonly store: ConversationStore,
    private readonly agents: AgentDirectory,
    private readonly gate: DatabaseGate,
    private readonly holds: SessionHolds,
    private readonly endings: SessionEndings,
    private readonly settings: ConversationSettings,
  ) {}

  /**
   * Without a database the session lives in the cache, and is stored with its first turn.
   * @throws InvalidInputError, AgentUnavailableError
   */
  async open(request: OpenRequest): Promise<CachedConversation> {
    const { sessionId, userId, channel } = request;
    const known = await this.#know(sessionId, this.cache.get(sessionId));
    this.#checkOwner(request, known);
    const chosen = await this.#choose(request, known);
    this.endings.cancel(sessionId);
    const userName = request.userName ?? known.conversation?.userName;
    const opened = {
      sessionId,
      ownerId: ownerOf(known, request),
      groupId: groupOf(known, request),
      userId,
      channel,
      ...(userName === undefined ? {} : { userName }),
      ...chosen,
    };
    const isStored = await this.#openRow(opened, isOwnerOf(opened.ownerId, request));
    return this.cache.put({ ...opened, isLoaded: isStored && known.isCertain }, wordsOf(known));
  }

  /** Somebody chose another agent for a session that goes on. In an outage it is not stored with it. */
  async changeAgent(sessionId: string, agent: AgentConfig): Promise<void> {
    this.cache.changeAgent(sessionId, agent);
    this.holds.changeAgent(sessionId, agent);
    await this.#ifAvailable(() => this.store.changeAgent(sessionId, agent.id));
  }

  /** A stored session, into the cache; what the cache has of it while the database does not answer. */
  async load(sessionId: string): Promise<CachedConversation | undefined> {
    const known = await this.#know(sessionId, this.cache.look(sessionId));
    const { conversation, stored, isStranger } = known;
    if (stored === undefined || isStranger === true) return conversation;
    const owned = conversation ?? { ...stored, userName: undefined };
    const { ownerId, groupId, userId, userName, channel } = owned;
    const chosen = await this.#settleNow(conversation, stored);
    if (chosen === undefined) return conversation;
    const name = userName === undefined ? {} : { userName };
    const own = { sessionId, ownerId, groupId, userId, channel, ...name };
    const entry = { ...own, ...chosen, isLoaded: true };
    return this.cache.put(entry, stored);
  }

  /**
   * Asks for a session that somebody talks in what could not be asked before. When it is somebody else's, those who
   * talk in it are told, and what they said is forgotten.
   */
  async verify(sessionId: string): Promise<void> {
    const before = this.cache.look(sessionId);
    if (before === undefined || isSettled(before)) return;
    const known = await this.#know(sessionId, before);
    const { conversation, stored, isCertain } = known;
    if (conversation === undefined || !isCertain) return;
    const chosen = await this.#settleNow(conversation, stored);
    if (chosen === undefined) return;
    const {
      messages: _messages,
      lastActivityAtMs: _at,
      ...settled
    } = { ...conversation, ...chosen };
    try {
      const isStored = await this.#openRow(settled);
      this.cache.put({ ...settled, isLoaded: isStored }, wordsOf(known));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      this.#refuse(sessionId);
    }
  }

  /** Also of one that is loaded: another server may have stored something of it since. */
  async #know(sessionId: string, cached: CachedConversation | undefined): Promise<Known> {
    const { maxMessages } = this.settings;
    const answer = await this.#ifAvailable(async () => ({
      stored: await this.store.load(sessionId, maxMessages, this.cache.turnIdsOf(sessionId)),
    }));
    const stored = answer?.stored;
    if (cached === undefined || stored === undefined) {
      const isCertain = answer !== undefined || cached?.isLoaded === true;
      return { conversation: cached, stored, isCertain, isStranger: false };
    }
    const isStranger =
      cached.userId !== stored.userId ||
      (cached.ownerId !== stored.ownerId && discordUserOf(cached) === undefined);
    if (isStranger) this.#refuse(sessionId);
    const isSame = cached.ownerId === stored.ownerId;
    const own = isSame ? cached : { ...cached, ownerId: stored.ownerId };
    const conversation = isStranger ? undefined : own;
    return { conversation, stored, isCertain: true, isStranger };
  }

  #checkOwner(request: OpenRequest, known: Known): void {
    const { sessionId, userId, opener } = request;
    const { conversation, stored, isCertain } = known;
    if (opener?.opensAll === false && ownerOf(known, request) !== opener.ownerId) {
      throw strangerError();
    }
    const owner = stored?.userId ?? conversation?.userId ?? this.cache.ownerOf(sessionId);
    if (owner === undefined || owner === userId) return;
    if (isCertain || conversation === undefined) throw strangerError();
    throw new InvalidInputError(
      'session_id',
      'is in use, and whose it is cannot be asked while the database does not answer; try again',
    );
  }

  async #choose({ agentId }: OpenRequest, known: Known): Promise<ChosenAgent> {
    const { conversation, stored } = known;
    if (agentId === undefined) return this.#settle(conversation, stored);
    const agent =
      conversation?.agent.id === agentId ? conversation.agent : await this.agents.require(agentId);
    return { agent, agentOrigin: 'named' };
  }

  /** The agent that was asked for, else the stored session's own, else the default one. */
  async #settle(
    conversation: CachedConversation | undefined,
    stored: StoredConversation | undefined,
    patienceMs?: number,
  ): Promise<ChosenAgent> {
    const agentId = stored?.agentId;
    if (conversation !== undefined) {
      const { agent, agentOrigin } = conversation;
      const isOwn = isSettled(conversation) || (agentOrigin === 'known' && agentId === undefined);
      if (isOwn || agentOrigin === 'named') return { agent, agentOrigin };
    }
    const own = agentId === undefined ? undefined : await this.agents.find(agentId, patienceMs);
    if (own !== undefined) return { agent: own, agentOrigin: 'known' };
    const { agent, isStandIn } = await this.agents.findDefault();
    return { agent, agentOrigin: isStandIn ? 'stand-in' : 'known' };
  }

  /** As `#settle`, where a turn waits for it; undefined when it could not be asked. */
  async #settleNow(
    conversation: CachedConversation | undefined,
    stored: StoredConversation | undefined,
  ): Promise<ChosenAgent | undefined> {
    try {
      return await this.#settle(conversation, stored, 0);
    } catch (error) {
      if (!(error instanceof AgentUnavailableError)) throw error;
      return undefined;
    }
  }

  /** False when the database does not answer. @throws InvalidInputError when the session is another user's or owner's. */
  async #openRow(
    conversation: Omit<CachedConversation, 'messages' | 'lastActivityAtMs' | 'isLoaded'>,
    isOwner?: boolean,
  ): Promise<boolean> {
    const { sessionId, ownerId, groupId, userId, userName, channel } = conversation;
    const { agent, agentOrigin } = conversation;
    const isOwn = await this.#ifAvailable(() =>
      this.store.open({
        sessionId,
        ownerId,
        groupId,
        userId,
        channel,
        ...(userName === undefined ? {} : { userName }),
        ...(isOwner === undefined ? {} : { isOwner }),
        ...(agentOrigin === 'stand-in' ? {} : { agentId: agent.id }),
        isAgentNamed: agentOrigin === 'named',
      }),
    );
    if (isOwn === false) throw strangerError();
    return isOwn === true;
  }

  #refuse(sessionId: string): void {
    this.#logger.warn(
      { sessionId },
      "A session that began while the database did not answer is another user's: it ends, and nothing of it is stored",
    );
    this.cache.letGo(sessionId);
    this.cache.forget(sessionId);
    this.holds.refuse(sessionId, strangerError());
  }

  async #ifAvailable<T>(query: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.gate.run('sessions', query);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      this.#logger.warn({ reason: error.message }, 'Going on without the database');
      return undefined;
    }
  }
}

/** Without the database, what was known of it. */
function wordsOf({ stored, conversation }: Known): StoredWords {
  return stored ?? { messages: conversation?.messages ?? [], storedTurnIds: [] };
}

/** Whose the session is that is known, else whoever opens it; a Discord user's own is theirs now, whosever it was. */
function ownerOf(
  { conversation, stored }: Pick<Known, 'conversation' | 'stored'>,
  { opener, ...request }: Pick<OpenRequest, 'opener' | 'userId' | 'channel'>,
): string | null {
  if (opener !== undefined && discordUserOf(request) !== undefined) return opener.ownerId;
  const known = stored ?? conversation;
  return known === undefined ? (opener?.ownerId ?? null) : known.ownerId;
}

/** Whether who opens it is the one whose it is; undefined where that is not said. */
function isOwnerOf(ownerId: string | null, { opener }: OpenRequest): boolean | undefined {
  return opener?.isOwner === true ? opener.ownerId === ownerId : opener?.isOwner;
}

/** The group of the session that is known, as long as it is the same one's, else that which whoever opens it shares it with. */
function groupOf(
  { conversation, stored }: Known,
  request: Pick<OpenRequest, 'opener' | 'userId' | 'channel'>,
): string | null {
  const known = stored ?? conversation;
  if (known === undefined) return request.opener?.groupId ?? null;
  return known.ownerId === ownerOf({ conversation, stored }, request) ? known.groupId : null;
}

/** Whether all that the database knows of it was asked. */
export function isSettled({ isLoaded, agentOrigin }: CachedConversation): boolean {
  return isLoaded && agentOrigin !== 'stand-in';
}

function strangerError(): InvalidInputError {
  return new InvalidInputError('session_id', 'belongs to another user');
}
