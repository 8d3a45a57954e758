import type { AgentConfig, ChannelType, NewMessage } from '@vox/voice-core';

export type StoredConversation = {
  readonly userId: string;
  readonly channel: ChannelType;
  readonly agentId: string | undefined;
  /** The newest, oldest first. */
  readonly messages: readonly NewMessage[];
};

export type SessionRow = {
  readonly sessionId: string;
  readonly userId: string;
  /** Kept as it is when absent. */
  readonly userName?: string;
  readonly channel: ChannelType;
  readonly agentId: string;
};

/** The stored side of conversations: plain questions, without cache or deadline. */
export abstract class ConversationStore {
  /** The session with its newest `limit` messages; `undefined` when there is none. */
  abstract load(sessionId: string, limit: number): Promise<StoredConversation | undefined>;

  /**
   * Makes the session, or opens it again when it is there.
   * @returns false when it belongs to another user.
   */
  abstract open(row: SessionRow): Promise<boolean>;

  /** An agent that may answer; `undefined` when there is none of that id or it is switched off. */
  abstract findAgent(agentId: string): Promise<AgentConfig | undefined>;

  /** The agent marked default, else the oldest. */
  abstract findDefaultAgent(): Promise<AgentConfig | undefined>;

  /** @returns false when the session is not stored (yet). */
  abstract end(sessionId: string, endedAt: Date): Promise<boolean>;

  /** Notes that the session is in use now. */
  abstract touch(sessionId: string): Promise<void>;
}
