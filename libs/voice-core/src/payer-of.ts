import type { AgentConfig, SessionInfo } from './conversation.port';
import type { Payer } from './payer';

/** On whose account a session is, in the name of the agent that answers. */
export function payerOf(
  { sessionId, userId, ownerId = null }: Omit<SessionInfo, 'agent' | 'channel'>,
  { id: agentId, limits: agentLimits }: AgentConfig,
): Payer {
  return { sessionId, userId, ownerId, agentId, agentLimits };
}
