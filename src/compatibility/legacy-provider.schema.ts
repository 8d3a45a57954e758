import { text } from '@vox/protocol';
import { z } from 'zod';

import { createProviderSchema, type ProviderJson, updateProviderSchema } from '../providers';

/** What may be null or empty there and meant that nothing was said. */
const orNothing = (field: z.ZodString) =>
  z
    .union([field, z.literal('')])
    .nullable()
    .optional()
    .transform((value) => (value === null || value === '' ? undefined : value));

const said = {
  name: text().max(255),
  base_url: text().max(512),
  api_key: orNothing(text().max(2000)),
  provider_type: orNothing(text().max(50)).describe(
    '`openrouter`, `openai`; anything else is a server that speaks OpenAI’s protocol.',
  ),
  default_model: orNothing(text().max(255)),
  is_active: z.boolean(),
} as const;

type Said = Partial<{
  readonly [Field in keyof typeof said]: z.output<(typeof said)[Field]> | undefined;
}>;

/** A provider as VoxBridge 1 was told of it, in our fields. */
export const legacyCreateProviderSchema = z
  .object({ ...said, is_active: said.is_active.default(true) })
  .transform((body): z.input<typeof createProviderSchema> => ({
    ...ours(body),
    name: body.name,
    kind: kindOf(body.provider_type),
  }))
  .pipe(createProviderSchema);

/** What is null or left out stays as it is: that is how it was there. */
export const legacyUpdateProviderSchema = z
  .object({
    ...said,
    name: orNothing(said.name),
    base_url: orNothing(said.base_url),
    is_active: said.is_active.nullable().optional(),
  })
  .transform(({ is_active: isActive, ...body }): z.input<typeof updateProviderSchema> => ({
    ...ours({ ...body, is_active: isActive ?? undefined }),
    ...(body.provider_type === undefined ? {} : { kind: kindOf(body.provider_type) }),
  }))
  .pipe(updateProviderSchema);

function ours({ name, base_url, api_key, default_model, is_active }: Said) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(base_url === undefined ? {} : { base_url }),
    ...(api_key === undefined ? {} : { api_key }),
    ...(default_model === undefined ? {} : { default_model }),
    ...(is_active === undefined ? {} : { is_enabled: is_active }),
  };
}

/** All spoke OpenAI's protocol there. */
function kindOf(type: string | undefined) {
  return type === 'openrouter' || type === 'openai' ? type : 'local';
}

export const legacyProviderSchema = z
  .object({
    id: z.uuid(),
    name: text(),
    base_url: text().describe('Empty where it is the usual one of its type.'),
    has_api_key: z.boolean(),
    provider_type: text(),
    models: z.array(text()),
    default_model: text().nullable(),
    is_active: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'LegacyProvider' });
type LegacyProvider = z.output<typeof legacyProviderSchema>;

/** @param provider one that people have added: those of the environment have no dates */
export function toLegacyProvider(provider: ProviderJson): LegacyProvider {
  const { kind, created_at: createdAt, updated_at: updatedAt } = provider;
  return {
    id: provider.id,
    name: provider.name,
    base_url: provider.base_url ?? '',
    has_api_key: provider.has_api_key,
    provider_type: kind === 'local' ? 'custom' : kind,
    models: provider.models,
    default_model: provider.default_model,
    is_active: provider.is_enabled,
    created_at: createdAt ?? '',
    updated_at: updatedAt ?? '',
  };
}

const failed = { success: z.literal(false), error: text() };

export const legacyTestSchema = z.union([
  z.object({ success: z.literal(true), models_count: z.number(), response_time_ms: z.number() }),
  z.object({ ...failed, response_time_ms: z.number() }),
]);

export const legacyModelsSchema = z.union([
  z.object({ success: z.literal(true), models_count: z.number(), models: z.array(text()) }),
  z.object(failed),
]);
