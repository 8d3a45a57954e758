import type { ChannelType, SessionInfo } from '@vox/voice-core';

import type { CachedConversation } from './conversation-cache';

export type ActiveSession = {
  readonly sessionId: string;
  /** Null: the server's own. */
  readonly ownerId: string | null;
  /** Whose members share it; null: nobody. */
  readonly groupId: string | null;
  readonly userId: string;
  readonly channel: ChannelType;
  readonly agentId: string;
  readonly messageCount: number;
  readonly lastActivityAtMs: number;
};

export function toActive(entry: CachedConversation): ActiveSession {
  return {
    sessionId: entry.sessionId,
    ownerId: entry.ownerId,
    groupId: entry.groupId,
    userId: entry.userId,
    channel: entry.channel,
    agentId: entry.agent.id,
    messageCount: entry.messages.length,
    lastActivityAtMs: entry.lastActivityAtMs,
  };
}

export function toInfo(conversation: CachedConversation): SessionInfo {
  const { sessionId, ownerId, groupId, userId, userName, channel, agent, agentOrigin } =
    conversation;
  return {
    sessionId,
    ownerId,
    groupId,
    userId,
    ...(userName === undefined ? {} : { userName }),
    channel,
    agent,
    agentOrigin,
  };
}
