import {
  type AgentEntity,
  isProviderRow,
  LlmProviderEntity,
  readAgentSpeechSteps,
  readAgentSteps,
  SpeechProviderEntity,
  writeAgentSpeechSteps,
  writeAgentSteps,
} from '@vox/database';
import { type EntityManager, In } from 'typeorm';

import { badField } from '../http';
import type { StoredAgent, UpdateAgent } from './agent.schema';

/** These agents, each with whom it asks. */
export async function withSteps(
  manager: EntityManager,
  agents: readonly AgentEntity[],
): Promise<StoredAgent[]> {
  const ids = agents.map(({ id }) => id);
  const steps = await readAgentSteps(manager, ids);
  const speech = await readAgentSpeechSteps(manager, ids);
  return agents.map((agent) => {
    const { stt: sttSteps = null, tts: ttsSteps = null } = speech.get(agent.id) ?? {};
    return Object.assign(agent, { llmSteps: steps.get(agent.id) ?? null, sttSteps, ttsSteps });
  });
}

/** Stores whom a request names. @returns whether it names anybody, or the server's order. */
export async function writeSteps(
  manager: EntityManager,
  agentId: string,
  { llm_steps: llm, stt_steps: stt, tts_steps: tts }: UpdateAgent,
): Promise<boolean> {
  if (llm !== undefined) await writeAgentSteps(manager, agentId, llm);
  if (stt !== undefined) await writeAgentSpeechSteps(manager, agentId, 'stt', stt);
  if (tts !== undefined) await writeAgentSpeechSteps(manager, agentId, 'tts', tts);
  return [llm, stt, tts].some((steps) => steps !== undefined);
}

/**
 * Refuses steps that name a provider which is not there. One of the environment may be configured later, and is passed
 * over until then.
 * @throws BadRequestException naming the first such field.
 */
export async function assertProvidersExist(
  manager: EntityManager,
  { llm_steps: llm, stt_steps: stt, tts_steps: tts }: UpdateAgent,
): Promise<void> {
  await assertSteps('llm_steps', llm, (ids) => manager.findBy(LlmProviderEntity, { id: In(ids) }));
  for (const [service, steps] of [['stt', stt] as const, ['tts', tts] as const]) {
    await assertSteps(`${service}_steps`, steps, (ids) =>
      manager.findBy(SpeechProviderEntity, { id: In(ids), service }),
    );
  }
}

async function assertSteps(
  field: string,
  steps: readonly { readonly provider: string }[] | null | undefined,
  find: (ids: string[]) => Promise<readonly { readonly id: string }[]>,
): Promise<void> {
  const asked = (steps ?? []).map(({ provider }) => provider);
  const ids = asked.filter(isProviderRow);
  if (ids.length === 0) return;
  const known = new Set((await find(ids)).map(({ id }) => id));
  const wrong = asked.findIndex((provider) => isProviderRow(provider) && !known.has(provider));
  if (wrong >= 0) throw badField(`${field}.${wrong}.provider`, 'there is no such provider');
}
