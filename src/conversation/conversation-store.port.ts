import type { AgentConfig, ChannelType } from '@vox/voice-core';

import type { StoredWords } from './context-messages';

export type StoredConversation = StoredWords & {
  /** Null: the server's own. */
  readonly ownerId: string | null;
  /** Whose members share it; null: nobody. */
  readonly groupId: string | null;
  readonly userId: string;
  readonly channel: ChannelType;
  readonly agentId: string | undefined;
};

export type SessionRow = {
  readonly sessionId: string;
  readonly ownerId: string | null;
  /** Of one that is made; one that is there keeps its own. */
  readonly groupId: string | null;
  readonly userId: string;
  /** Kept as it is when absent. */
  readonly userName?: string;
  /** Who opens it is its owner, or not; absent: it is as it was, which is not where it is made. */
  readonly isOwner?: boolean;
  /** The channel it is used through from now on. */
  readonly channel: ChannelType;
  /** Absent where nobody could say which agent it should be. */
  readonly agentId?: string;
  /** Somebody asked for that agent: it takes the place of the one that the session had. */
  readonly isAgentNamed: boolean;
};

/** A session whose server is gone. */
export type AbandonedSession = {
  readonly sessionId: string;
  readonly ownerId: string | null;
  readonly groupId: string | null;
  readonly userId: string;
  readonly userName?: string;
  readonly channel: ChannelType;
  readonly agentId?: string;
};

/** The stored side of conversations: plain questions, without cache or deadline. */
export abstract class ConversationStore {
  /**
   * The session with its newest `limit` messages, and which of the turns `heard` are stored; `undefined` when there is none.
   */
  abstract load(
    sessionId: string,
    limit: number,
    heard: readonly string[],
  ): Promise<StoredConversation | undefined>;

  /**
   * Makes the session, or opens it again when it is there; from now on it is this server's.
   * @returns false when it belongs to another user or owner.
   */
  abstract open(row: SessionRow): Promise<boolean>;

  /** An agent that may answer; `undefined` when there is none of that id or it is switched off. */
  abstract findAgent(agentId: string): Promise<AgentConfig | undefined>;

  /** Those of `agentIds` that may answer. */
  abstract findAgents(agentIds: readonly string[]): Promise<AgentConfig[]>;

  /** The agent marked default, else the oldest. */
  abstract findDefaultAgent(): Promise<AgentConfig | undefined>;

  /** That agent answers in the session from now on, unless another server has opened it since. */
  abstract changeAgent(sessionId: string, agentId: string): Promise<void>;

  /** Marks the session ended, unless another server has opened it since. */
  abstract end(sessionId: string, endedAt: Date): Promise<void>;

  /** Notes that the session is in use now. */
  abstract touch(sessionId: string): Promise<void>;

  /**
   * This server lives, and people are talking in `sessionIds` here; in the others that it has opened nobody does.
   *
   * @param asOf When that was so: what ended since stays ended.
   */
  abstract renewLease(sessionIds: readonly string[], asOf: Date): Promise<void>;

  /** Those of `sessions` whose person was erased after `sinceMs` (epoch ms), by their ids. */
  abstract findErased(
    sessions: readonly {
      readonly sessionId: string;
      readonly userId: string;
      readonly ownerId?: string | null;
      readonly sinceMs: number;
    }[],
  ): Promise<string[]>;

  /** Sessions that were deleted for good, through whichever server, with a date after `sinceMs`; epoch ms. */
  abstract findDeleted(
    sinceMs: number,
  ): Promise<{ readonly sessionId: string; readonly atMs: number }[]>;

  /** This server ends: nothing is its any more. */
  abstract giveUpLease(): Promise<void>;

  /**
   * Ends the sessions of servers that have not renewed their lease for `leaseMs`, and the calls of tools that ran in them.
   * @returns those that were ended by this call.
   */
  abstract endAbandoned(leaseMs: number): Promise<AbandonedSession[]>;
}
