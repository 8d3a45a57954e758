import { NotFoundException } from '@nestjs/common';
import {
  AgentEntity,
  AgentLlmProviderEntity,
  AgentSpeechProviderEntity,
  LlmProviderEntity,
  namedColumns,
  readAgentSpeechSteps,
  readAgentSteps,
  type SpeechService,
} from '@vox/database';
import { leadsToMetadata } from '@vox/outbound';
import { type EntityManager, In } from 'typeorm';

import { badField } from '../http';
import type { UpdateProvider } from './provider.schema';

/** The columns that a request names, but its key, which is stored sealed. */
export function toColumns(request: UpdateProvider): Partial<LlmProviderEntity> {
  const { name, kind, base_url, default_model, position, is_enabled } = request;
  return namedColumns({
    name,
    kind,
    baseUrl: base_url,
    defaultModel: default_model,
    position,
    isEnabled: is_enabled,
  });
}

/** @throws NotFoundException */
export async function findRow(manager: EntityManager, id: string): Promise<LlmProviderEntity> {
  const row = await manager.findOneBy(LlmProviderEntity, { id });
  if (row === null) throw noProvider();
  return row;
}

export function noProvider(): NotFoundException {
  return new NotFoundException('There is no such provider');
}

/**
 * Refuses at once what would be refused at each request.
 * @throws BadRequestException
 */
export async function assertMayBeAsked(baseUrl: string | null | undefined): Promise<void> {
  if (baseUrl === undefined || baseUrl === null || !(await leadsToMetadata(baseUrl))) return;
  throw badField(
    'base_url',
    'leads to an address of the link alone or to a metadata service, which is not asked',
  );
}

/** Agents that ask the provider, by id; and the names of those among them that ask nobody else. */
export async function agentsAsking(
  manager: EntityManager,
  providerId: string,
): Promise<{ readonly ids: readonly string[]; readonly dependent: readonly string[] }> {
  const steps = await manager.findBy(AgentLlmProviderEntity, { providerId });
  const ids = [...new Set(steps.map(({ agentId }) => agentId))];
  const all = await readAgentSteps(manager, ids);
  return { ids, dependent: await askingOnly(manager, providerId, ids, (id) => all.get(id)) };
}

/** The same of a server that hears or speaks. */
export async function agentsSpeaking(
  manager: EntityManager,
  service: SpeechService,
  providerId: string,
): ReturnType<typeof agentsAsking> {
  const steps = await manager.findBy(AgentSpeechProviderEntity, { providerId });
  const ids = [...new Set(steps.map(({ agentId }) => agentId))];
  const all = await readAgentSpeechSteps(manager, ids);
  const stepsOf = (id: string) => all.get(id)?.[service];
  return { ids, dependent: await askingOnly(manager, providerId, ids, stepsOf) };
}

/** Names of those among the agents that ask nobody else. */
async function askingOnly(
  manager: EntityManager,
  providerId: string,
  agentIds: readonly string[],
  stepsOf: (agentId: string) => readonly { readonly provider: string }[] | undefined,
): Promise<string[]> {
  const onlyIt = agentIds.filter((id) =>
    stepsOf(id)?.every(({ provider }) => provider === providerId),
  );
  const agents = await manager.find(AgentEntity, {
    where: { id: In(onlyIt) },
    order: { name: 'ASC' },
  });
  return agents.map(({ name }) => name);
}
