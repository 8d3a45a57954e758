import { type EntityManager, In } from 'typeorm';

import { isProviderRow } from './agent-steps';
import { AgentSpeechProviderEntity } from './entities/agent-speech-provider.entity';
import type { SpeechService } from './entities/speech-provider.entity';

/** One server that an agent has hear or speak: the name of one that the environment configures, or the id of a row. */
export type SpeechStep = { readonly provider: string; readonly voice?: string };

/** Whom an agent has hear and speak, first to last; absent: as the server does. */
export type AgentSpeechSteps = { readonly [Service in SpeechService]?: readonly SpeechStep[] };

/** Of each of these agents; one for whom the server's order holds is missing. */
export async function readAgentSpeechSteps(
  manager: EntityManager,
  agentIds: readonly string[],
): Promise<ReadonlyMap<string, AgentSpeechSteps>> {
  const rows = await manager.find(AgentSpeechProviderEntity, {
    where: { agentId: In([...agentIds]) },
    order: { agentId: 'ASC', service: 'ASC', position: 'ASC' },
  });
  const ofAgents = Map.groupBy(rows, ({ agentId }) => agentId);
  return new Map(
    [...ofAgents].map(([agentId, ofAgent]) => {
      const services = Map.groupBy(ofAgent, ({ service }) => service);
      const steps = [...services].map(([service, of]) => [service, of.map(toStep)] as const);
      return [agentId, Object.fromEntries(steps)];
    }),
  );
}

/** Puts `steps` in the place of those that the agent has for the service; null or none: it asks as the server does. */
export async function writeAgentSpeechSteps(
  manager: EntityManager,
  agentId: string,
  service: SpeechService,
  steps: readonly { readonly provider: string; readonly voice?: string | undefined }[] | null,
): Promise<void> {
  await manager.delete(AgentSpeechProviderEntity, { agentId, service });
  if (steps === null || steps.length === 0) return;
  await manager.insert(
    AgentSpeechProviderEntity,
    steps.map(({ provider, voice = null }, position) => ({
      agentId,
      service,
      position,
      voice,
      ...(isProviderRow(provider) ? { providerId: provider } : { environmentProvider: provider }),
    })),
  );
}

function toStep({ providerId, environmentProvider, voice }: AgentSpeechProviderEntity): SpeechStep {
  // One of the two is there: the table's check.
  const provider = providerId ?? environmentProvider ?? '';
  return { provider, ...(voice === null ? {} : { voice }) };
}
