import { type AgentEntity, isProviderRow, LlmProviderEntity, readAgentSteps } from '@vox/database';
import { type EntityManager, In } from 'typeorm';

import { badField } from '../http';
import type { StoredAgent, UpdateAgent } from './agent.schema';

/** These agents, each with whom it asks. */
export async function withSteps(
  manager: EntityManager,
  agents: readonly AgentEntity[],
): Promise<StoredAgent[]> {
  const steps = await readAgentSteps(
    manager,
    agents.map(({ id }) => id),
  );
  return agents.map((agent) => Object.assign(agent, { llmSteps: steps.get(agent.id) ?? null }));
}

/**
 * Refuses steps that name a provider which is not there. One of the environment may be configured later, and is passed
 * over until then.
 * @throws BadRequestException naming the first such field.
 */
export async function assertProvidersExist(
  manager: EntityManager,
  { llm_steps: steps }: UpdateAgent,
): Promise<void> {
  const asked = (steps ?? []).map(({ provider }) => provider);
  const ids = asked.filter(isProviderRow);
  if (ids.length === 0) return;
  const found = await manager.findBy(LlmProviderEntity, { id: In(ids) });
  const known = new Set(found.map(({ id }) => id));
  const wrong = asked.findIndex((provider) => isProviderRow(provider) && !known.has(provider));
  if (wrong >= 0) throw badField(`llm_steps.${wrong}.provider`, 'there is no such provider');
}
