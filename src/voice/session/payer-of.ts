import type { AgentConfig, Payer, SessionInfo, Speaker } from '@vox/voice-core';

/** On whose account a session is, in the name of the agent that answers. */
export function payerOf(
  { sessionId, userId, ownerId = null }: Omit<SessionInfo, 'agent' | 'channel'>,
  { id: agentId, limits: agentLimits }: AgentConfig,
): Payer {
  return { sessionId, userId, ownerId, agentId, agentLimits };
}

/** The same of what is done for one of several people, where the channel knows who each of them is. */
export function payerFor(speaker: Speaker | undefined, session: Payer): Payer {
  return { ...session, ...speaker?.account };
}
