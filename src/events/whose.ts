import type { SessionInfo } from '@vox/voice-core';

import type { OwnedSession } from '../identity';

/** Whose session it is, as events say it. */
export function whose({ sessionId, userId, userName, channel, agent }: SessionInfo) {
  return {
    session_id: sessionId,
    user_id: userId,
    ...(userName === undefined ? {} : { user_name: userName }),
    channel,
    agent_id: agent.id,
  };
}

/** Whose session it is, for who may see what happens in it. */
export function ownedOf({ sessionId, ownerId, groupId, userId, agent }: SessionInfo): OwnedSession {
  const owner = ownerId === undefined ? {} : { ownerId };
  return { sessionId, ...owner, groupId, userId, agentId: agent.id };
}
