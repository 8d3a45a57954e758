import type { SessionInfo } from '@vox/voice-core';

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
