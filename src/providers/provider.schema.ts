import type { LlmProviderEntity } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { llmProviders } from '../config';
import { type EnvironmentProvider, llmRowKinds, type Trial } from '../llm';
import {
  providerEnabled,
  providerName,
  providerPosition,
  providerSecrets,
  providerUrl,
  shownProvider,
} from './provider-fields';
import type { Models } from './provider-models';

const fields = {
  name: providerName(llmProviders),
  kind: z
    .enum(llmRowKinds)
    .describe(
      "local: any server that speaks OpenAI's chat protocol (Ollama, llama.cpp, vLLM, LM Studio).",
    ),
  base_url: providerUrl(/^https?$/u, 'http:// or https://')
    .nullable()
    .describe(
      "Its host and port are enough. Null: OpenAI's, OpenRouter's or Anthropic's own; a local server needs one. It may lead into private networks, and not to a cloud's metadata service.",
    ),
  default_model: text()
    .trim()
    .min(1)
    .max(200)
    .nullable()
    .describe(
      'For agents that name none. Null: as the environment has it, of a local server the first that it lists and that chats.',
    ),
  position: providerPosition,
  is_enabled: providerEnabled,
} as const;

export const createProviderSchema = z.strictObject({
  name: fields.name,
  kind: fields.kind,
  base_url: fields.base_url.default(null),
  ...providerSecrets,
  default_model: fields.default_model.default(null),
  position: fields.position.default(0),
  is_enabled: fields.is_enabled.default(true),
});
export type CreateProvider = z.output<typeof createProviderSchema>;

/** What is left out stays as it is. */
export const updateProviderSchema = z.strictObject({
  ...z.object(fields).partial().shape,
  ...providerSecrets,
});
export type UpdateProvider = z.output<typeof updateProviderSchema>;

export const testProviderSchema = z
  .strictObject({
    model: text().trim().min(1).max(200).optional().describe('Its default one when absent.'),
  })
  .default({});
export type TestProvider = z.output<typeof testProviderSchema>;

export const listModelsSchema = z.object({
  refresh: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Asks the server again.'),
});
export type ListModels = z.output<typeof listModelsSchema>;

/** A name of the environment, or the id of a row. */
export const providerParams = z.object({
  id: z.union([z.enum(llmProviders), givenId()], {
    error: `must be the id of a provider: a UUID, or one of ${llmProviders.join(', ')}`,
  }),
});

/** As a provider is shown: of its key only whether there is one. */
export const providerSchema = z
  .object({
    ...shownProvider,
    default_model: text().nullable(),
  })
  .meta({ id: 'Provider' });
export type ProviderJson = z.output<typeof providerSchema>;

/** @param problem Why it cannot be asked. */
export function rowJson(row: LlmProviderEntity, problem: string | undefined): ProviderJson {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    base_url: row.baseUrl,
    has_api_key: row.apiKey !== null,
    default_model: row.defaultModel,
    models: row.models,
    models_fetched_at: row.modelsFetchedAt?.toISOString() ?? null,
    position: row.position,
    is_enabled: row.isEnabled,
    read_only: false,
    problem: problem ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

export function environmentJson(
  { name, baseUrl, hasApiKey, model }: EnvironmentProvider,
  { models, fetchedAt }: Models,
): ProviderJson {
  return {
    id: name,
    name,
    kind: name,
    base_url: baseUrl ?? null,
    has_api_key: hasApiKey,
    default_model: model ?? null,
    models: [...models],
    models_fetched_at: fetchedAt?.toISOString() ?? null,
    position: null,
    is_enabled: true,
    read_only: true,
    problem: null,
    created_at: null,
    updated_at: null,
  };
}

export const modelsSchema = z
  .object({
    models: z.array(text()).describe('Those that chat first.'),
    fetched_at: z.iso.datetime(),
  })
  .meta({ id: 'ProviderModels' });
export type ModelsJson = z.output<typeof modelsSchema>;

export const trialSchema = z
  .object({
    ok: z.boolean(),
    latency_ms: z.number().int(),
    model: text().nullable().describe('Null: whichever the server has.'),
    reply: text().optional(),
    error: z.object({ category: text(), message: text() }).optional().describe('When not ok.'),
  })
  .meta({ id: 'ProviderTrial' });
export type TrialJson = z.output<typeof trialSchema>;

export function trialJson(trial: Trial, model: string | null): TrialJson {
  const { ok, latencyMs: latency_ms } = trial;
  if (ok) return { ok, latency_ms, model, reply: trial.reply };
  return { ok, latency_ms, model, error: { category: trial.category, message: trial.message } };
}
