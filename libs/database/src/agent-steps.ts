import { type EntityManager, In } from 'typeorm';

import { AgentLlmProviderEntity } from './entities/agent-llm-provider.entity';

/** One provider that an agent asks: the name of one that the environment configures, or the id of a row. */
export type AgentStep = { readonly provider: string; readonly model?: string };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Whether a step's provider is a row of `llm_providers`, not one of the environment. */
export function isProviderRow(provider: string): boolean {
  return UUID.test(provider);
}

/** Whom each of these agents asks, first to last; one that asks as the server does is missing. */
export async function readAgentSteps(
  manager: EntityManager,
  agentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AgentStep[]>> {
  const rows = await manager.find(AgentLlmProviderEntity, {
    where: { agentId: In([...agentIds]) },
    order: { agentId: 'ASC', position: 'ASC' },
  });
  const steps = Map.groupBy(rows, ({ agentId }) => agentId);
  return new Map([...steps].map(([agentId, ofAgent]) => [agentId, ofAgent.map(toStep)]));
}

/** Puts `steps` in the place of those that the agent has; null or none: it asks as the server does. */
export async function writeAgentSteps(
  manager: EntityManager,
  agentId: string,
  steps: readonly { readonly provider: string; readonly model?: string | undefined }[] | null,
): Promise<void> {
  await manager.delete(AgentLlmProviderEntity, { agentId });
  if (steps === null || steps.length === 0) return;
  await manager.insert(
    AgentLlmProviderEntity,
    steps.map(({ provider, model = null }, position) => ({
      agentId,
      position,
      model,
      ...(isProviderRow(provider) ? { providerId: provider } : { environmentProvider: provider }),
    })),
  );
}

function toStep({ providerId, environmentProvider, model }: AgentLlmProviderEntity): AgentStep {
  // One of the two is there: the table's check.
  const provider = providerId ?? environmentProvider ?? '';
  return { provider, ...(model === null ? {} : { model }) };
}
