import type { AgentEntity, AgentStep, SpeechStep } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { PERSONAL_KINDS } from '@vox/voice-core';
import { z } from 'zod';

import { llmProviders, sttProviders, ttsProviders } from '../config';
import {
  callable,
  discordFields,
  discordSettingsSchema,
  discordTokenSchema,
} from './agent-discord.schema';
import { agentLimits } from './agent-limits.schema';
import { shownWebhook } from './agent-webhook';
import { webhookAuthSchema, webhookUrlSchema } from './agent-webhook.schema';
import { languageTag } from './language-tag';

/** Of the column. */
export const MAX_NAME = 100;

/** Whoever listens waits for each: nobody is asked that late. */
const MAX_STEPS = 20;

/** A model reads all of them with each question, and chooses the worse the more there are. */
const MAX_TOOLS = 50;

/** The more there are, the less a model knows which. */
const MAX_COLLEAGUES = 20;

const nullableText = (max: number) => text().trim().min(1).max(max).nullable();
const ratio = (min: number, max: number) => z.number().min(min).max(max).nullable();
const wholeNumber = (min: number, max: number) => z.number().int().min(min).max(max).nullable();

/** Voices that have settings which others have not. */
const WHOSE = 'chatterbox and devnen only; refused while there is neither.';

/** Other agents, each once. */
export const colleaguesOf = (one: z.ZodType<string, string>) =>
  z
    .array(one)
    .max(MAX_COLLEAGUES)
    .transform((all) => [...new Set(all)]);

const personalKinds = () => z.array(z.enum(PERSONAL_KINDS)).max(PERSONAL_KINDS.length);

const colleagues = () => colleaguesOf(givenId());

/** A step's own model, or voice. */
export const stepChoice = text().trim().min(1).max(200).optional();

const stepSchema = z.strictObject({
  provider: z.union([z.enum(llmProviders), givenId()], {
    error: `must be the id of a provider, or one of ${llmProviders.join(', ')}`,
  }),
  model: stepChoice,
});

/** Whom an agent asks, first to last; null: as the server does. */
export const stepsOf = <Step extends z.ZodType>(step: Step) =>
  z.array(step).min(1).max(MAX_STEPS).nullable();

const speechProvider = (names: readonly [string, ...string[]]) =>
  z.union([z.enum(names), givenId()], {
    error: `must be the id of a provider, or one of ${names.join(', ')}`,
  });

/** What people set of an agent, but its secrets and its manners in Discord. */
export const agentFields = {
  name: callable(MAX_NAME),
  system_prompt: text().trim().min(1).max(10_000),
  greeting: nullableText(1000).describe('Spoken when somebody joins; null for silence.'),
  llm_steps: stepsOf(stepSchema).describe(
    "Providers to ask, first to last: the `id`s of `GET /api/providers`, each with a model of its own or its default; null for the server's order.",
  ),
  stt_steps: stepsOf(z.strictObject({ provider: speechProvider(sttProviders) })).describe(
    "Who hears, first to last: the `id`s of `GET /api/stt-providers`; null for the server's order.",
  ),
  tts_steps: stepsOf(
    z.strictObject({ provider: speechProvider(ttsProviders), voice: stepChoice }),
  ).describe(
    "Who speaks, first to last: the `id`s of `GET /api/tts-providers`, each with a voice of its own or tts_voice; null for the server's order.",
  ),
  llm_model: nullableText(200).describe("Model of the server's first provider."),
  n8n_webhook_url: webhookUrlSchema.describe(
    "The agent's own workflow; private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them. Credentials in it become n8n_auth.",
  ),
  temperature: ratio(0, 2),
  max_tokens: wholeNumber(1, 100_000),
  tts_voice: nullableText(200),
  tts_rate: ratio(0.5, 2),
  tts_pitch: ratio(0.5, 2),
  tts_volume: ratio(0, 2),
  tts_exaggeration: ratio(0.25, 2).describe(`Liveliness. ${WHOSE}`),
  tts_cfg_weight: ratio(0, 1).describe(
    `How closely the pace follows the reference voice. ${WHOSE} Below 0.2 is 0.2 on the latter.`,
  ),
  tts_temperature: ratio(0.05, 5).describe(
    `Variation between takes. ${WHOSE} Above 1.5 is 1.5 on the latter.`,
  ),
  tts_language: languageTag().nullable(),
  silence_threshold_ms: wholeNumber(100, 5000).describe(
    'Silence that ends an utterance; null for SILENCE_THRESHOLD_MS.',
  ),
  barge_in: z
    .enum(['immediate', 'graceful', 'off'])
    .nullable()
    .describe('What speech over the answer does; null for BARGE_IN_STRATEGY.'),
  thinking_sound_after_ms: wholeNumber(100, 60_000),
  filter_actions_for_tts: z.boolean().describe('Leaves *asterisk actions* out of what is spoken.'),
  tools: z
    .array(
      text().regex(
        /^(?:[a-zA-Z0-9_-]{1,64}|[a-zA-Z0-9-]{1,32}__\*)$/u,
        'must be the name of a tool',
      ),
    )
    .max(MAX_TOOLS)
    .transform((names) => [...new Set(names)])
    .describe(
      'Names of the tools that it may call while it talks: `current_time`, `end_call`, `forget`, `remember`, `send_text`, `set_language`, those of `/api/tools`, and those of `/api/mcp-servers` as `server__tool`; `server__*` are all of a server. One that there is not is passed over.',
    ),
  transfer_to: colleagues().describe(
    'Ids of the agents that it may hand the conversation over to: with any it has the tool `transfer_to_agent`. One that is gone or switched off is passed over.',
  ),
  consults: colleagues().describe(
    'Ids of the agents that it may ask while it talks: with any it has the tool `consult_agent`. One that is gone or switched off is passed over.',
  ),
  tool_confirmation: z
    .enum(['never', 'destructive', 'always'])
    .nullable()
    .describe(
      'Which tools that people have added are confirmed by voice before they run: those that destroy (null), all, or none. What a tool says of itself (`confirm`) goes before.',
    ),
  records: z
    .boolean()
    .describe(
      'Its conversations are recorded while everybody who is heard has consented, where RECORDING allows it.',
    ),
  retention_days: wholeNumber(1, 36_500).describe(
    'Sessions with it that were unused for so many days, and turns that are older, are deleted; null for RETENTION_DAYS.',
  ),
  redact_stored: personalKinds().describe(
    'Left out of what is kept of its conversations, beside what REDACT_STORED says: an agent leaves out more than the server, never less.',
  ),
  redact_for_models: personalKinds().describe(
    'What its models, and the server of embeddings, are told placeholders in the place of, beside what REDACT_FOR_MODELS says.',
  ),
  limits: agentLimits,
  is_active: z.boolean(),
} as const;

/** What is not kept as it is sent. */
const secretFields = {
  n8n_auth: webhookAuthSchema
    .optional()
    .describe(
      'What n8n_webhook_url wants to be called with; write-only. Null: nothing. Gone when the webhook moves to another origin.',
    ),
  discord: discordSettingsSchema.optional(),
  discord_token: discordTokenSchema
    .optional()
    .describe("The agent's own bot; write-only. Null: the agent speaks through the server's bot."),
} as const;

const { name, system_prompt, ...settings } = agentFields;

/** Null, or left out: the server's default. */
export const createAgentSchema = z.strictObject({
  name,
  system_prompt,
  ...z.object(settings).partial().shape,
  ...secretFields,
  is_default: z.boolean().default(false),
});
export type CreateAgent = z.output<typeof createAgentSchema>;
/** The same, where nobody is asked whether it is the default one. */
export type NewAgent = Omit<CreateAgent, 'is_default'> & Partial<Pick<CreateAgent, 'is_default'>>;

export const duplicateAgentSchema = z
  .strictObject({
    name: name.optional().describe('The name of the other with a number, `Ada 2`, when absent.'),
  })
  .default(() => ({}));
export type DuplicateAgent = z.output<typeof duplicateAgentSchema>;

/** What is left out stays as it is; null goes back to the server's default. */
export const updateAgentSchema = z.strictObject({
  ...z.object(agentFields).partial().shape,
  ...secretFields,
});
export type UpdateAgent = z.output<typeof updateAgentSchema>;

/** The column of each field that people set. */
const columnOf = {
  name: 'name',
  system_prompt: 'systemPrompt',
  greeting: 'greeting',
  llm_model: 'llmModel',
  n8n_webhook_url: 'n8nWebhookUrl',
  temperature: 'temperature',
  max_tokens: 'maxTokens',
  records: 'records',
  retention_days: 'retentionDays',
  redact_stored: 'redactStored',
  redact_for_models: 'redactForModels',
  tts_voice: 'ttsVoice',
  tts_rate: 'ttsRate',
  tts_pitch: 'ttsPitch',
  tts_volume: 'ttsVolume',
  tts_exaggeration: 'ttsExaggeration',
  tts_cfg_weight: 'ttsCfgWeight',
  tts_temperature: 'ttsTemperature',
  tts_language: 'ttsLanguage',
  silence_threshold_ms: 'silenceThresholdMs',
  barge_in: 'bargeIn',
  thinking_sound_after_ms: 'thinkingSoundAfterMs',
  filter_actions_for_tts: 'filterActionsForTts',
  tools: 'tools',
  transfer_to: 'transferTo',
  consults: 'consults',
  tool_confirmation: 'toolConfirmation',
  limits: 'limits',
  is_active: 'isActive',
} as const satisfies Record<
  Exclude<keyof typeof agentFields, 'llm_steps' | 'stt_steps' | 'tts_steps'>,
  keyof AgentEntity
>;

type ColumnOf = typeof columnOf;
type Settings = { readonly [Field in keyof ColumnOf]: AgentEntity[ColumnOf[Field]] };
type Columns = { -readonly [Field in keyof ColumnOf as ColumnOf[Field]]?: Settings[Field] };

/** A stored agent with whom it asks, which is kept in rows of its own; null: as the server does. */
export type StoredAgent = AgentEntity & {
  readonly llmSteps: readonly AgentStep[] | null;
  readonly sttSteps: readonly SpeechStep[] | null;
  readonly ttsSteps: readonly SpeechStep[] | null;
};

/** As an agent is shown: what was set, also when rules were others, and of secrets only whether there are any. */
export const agentSchema = z
  .object({
    id: z.uuid(),
    ...agentFields,
    llm_steps: z.array(z.object({ provider: text(), model: text().optional() })).nullable(),
    stt_steps: z.array(z.object({ provider: text() })).nullable(),
    tts_steps: z.array(z.object({ provider: text(), voice: text().optional() })).nullable(),
    n8n_webhook_url: text().nullable().describe('Without credentials.'),
    has_n8n_auth: z.boolean(),
    discord: z.object(discordFields),
    has_discord_token: z.boolean(),
    is_default: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Agent' });
export type AgentJson = z.output<typeof agentSchema>;

export function toAgentJson(agent: StoredAgent): AgentJson {
  const set = Object.entries(columnOf).map(([field, column]) => [field, agent[column]] as const);
  const webhook = shownWebhook(agent.n8nWebhookUrl, agent.n8nAuth);
  return {
    id: agent.id,
    ...(Object.fromEntries(set) as Settings),
    llm_steps: agent.llmSteps === null ? null : [...agent.llmSteps],
    stt_steps: agent.sttSteps === null ? null : [...agent.sttSteps],
    tts_steps: agent.ttsSteps === null ? null : [...agent.ttsSteps],
    n8n_webhook_url: webhook.url,
    has_n8n_auth: webhook.hasAuth,
    discord: agent.discord,
    has_discord_token: agent.discordToken !== null,
    is_default: agent.isDefault,
    created_at: agent.createdAt.toISOString(),
    updated_at: agent.updatedAt.toISOString(),
  };
}

/** What people set of an agent, as it is shown; not its manners in Discord. */
export function settingsOf(agent: StoredAgent): Pick<AgentJson, keyof typeof agentFields> {
  const shown = toAgentJson(agent);
  const settings = Object.keys(agentFields).map((field) => [
    field,
    shown[field as keyof typeof agentFields],
  ]);
  return Object.fromEntries(settings) as Pick<AgentJson, keyof typeof agentFields>;
}

/** The columns that a request names as they are stored, and no others. */
export function toColumns(request: UpdateAgent): Columns {
  const named = Object.entries(columnOf).flatMap(([field, column]) => {
    const value = request[field as keyof typeof columnOf];
    return value === undefined ? [] : [[column, value] as const];
  });
  return Object.fromEntries(named);
}
