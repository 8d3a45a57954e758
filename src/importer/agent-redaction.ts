import { AgentEntity, DEFAULT_AGENT_FIRST } from '@vox/database';
import type { DataSource } from 'typeorm';

import type { Redaction, Redactor } from '../redaction';

/**
 * What is left out of what is said with an agent, as of turns that are said here: what the server leaves out, and what the
 * agent adds. Of null, and of an agent that is not here, the agent that such a session would have here.
 */
export async function redactionByAgent(
  dataSource: DataSource,
  redactor: Redactor,
): Promise<(agentId: string | null) => Redaction> {
  const agents = await dataSource.getRepository(AgentEntity).find({ order: DEFAULT_AGENT_FIRST });
  const standIn = agents.find(({ isActive }) => isActive);
  const redactionOf = (agent: AgentEntity | undefined) =>
    redactor.of(agent?.redactStored, agent?.ttsLanguage ?? undefined);
  const known = new Map(agents.map((agent) => [agent.id, redactionOf(agent)]));
  const otherwise = redactionOf(standIn);
  return (agentId) => known.get(agentId ?? '') ?? otherwise;
}
