import type { FieldSpec } from '../../forms/form-spec';
import { limitUnits } from '../common/limit-units';
import { discordFields } from './agent-discord-fields';

/** The settings of agents, as POST and PUT /api/agents take them, in the order in which people think of them. */
export const characterFields: readonly FieldSpec[] = [
  { name: 'name', label: 'agents.name', kind: 'text', maxLength: 100, isRequired: true },
  {
    name: 'system_prompt',
    label: 'agents.system_prompt',
    hint: 'agents.system_prompt_hint',
    kind: 'area',
    maxLength: 10_000,
    isRequired: true,
  },
  {
    name: 'greeting',
    label: 'agents.greeting',
    hint: 'agents.greeting_hint',
    kind: 'area',
    maxLength: 1000,
  },
  { name: 'is_active', label: 'agents.is_active', hint: 'agents.is_active_hint', kind: 'check' },
];

export const modelFields: readonly FieldSpec[] = [
  {
    name: 'llm_model',
    label: 'agents.llm_model',
    hint: 'agents.llm_model_hint',
    kind: 'text',
    maxLength: 200,
  },
  {
    name: 'temperature',
    label: 'agents.temperature',
    hint: 'agents.temperature_hint',
    kind: 'number',
    min: 0,
    max: 2,
    step: 0.1,
  },
  {
    name: 'max_tokens',
    label: 'agents.max_tokens',
    hint: 'form.empty_is_server',
    kind: 'number',
    min: 1,
    max: 100_000,
    step: 1,
    foldedAt: '',
  },
  {
    name: 'n8n_webhook_url',
    label: 'agents.n8n_webhook_url',
    hint: 'agents.n8n_webhook_url_hint',
    kind: 'text',
    maxLength: 500,
    foldedAt: '',
  },
  {
    name: 'n8n_auth',
    label: 'agents.n8n_auth',
    hint: 'agents.n8n_auth_hint',
    kind: 'secret',
    has: 'has_n8n_auth',
    foldedAt: '',
  },
];

/** Beside the tools themselves. */
export const toolFields: readonly FieldSpec[] = [
  {
    name: 'tool_confirmation',
    label: 'agents.tool_confirmation',
    hint: 'agents.tool_confirmation_hint',
    kind: 'choice',
    none: 'agents.tool_confirmation.destructive',
    choices: [
      { value: 'always', label: 'agents.tool_confirmation.always' },
      { value: 'never', label: 'agents.tool_confirmation.never' },
    ],
  },
];

/** What of a person may be left out of words. */
const personalKinds = [
  { value: 'email', label: 'agents.personal.email' },
  { value: 'phone', label: 'agents.personal.phone' },
  { value: 'card', label: 'agents.personal.card' },
  { value: 'iban', label: 'agents.personal.iban' },
] as const;

export const keepingFields: readonly FieldSpec[] = [
  { name: 'records', label: 'agents.records', hint: 'agents.records_hint', kind: 'check' },
  {
    name: 'retention_days',
    label: 'agents.retention_days',
    hint: 'agents.retention_days_hint',
    kind: 'number',
    min: 1,
    max: 36_500,
    step: 1,
  },
  {
    name: 'redact_stored',
    label: 'agents.redact_stored',
    hint: 'agents.redact_stored_hint',
    kind: 'several',
    choices: personalKinds,
  },
  {
    name: 'redact_for_models',
    label: 'agents.redact_for_models',
    hint: 'agents.redact_for_models_hint',
    kind: 'several',
    choices: personalKinds,
  },
];

/** What one agent may spend, in money first of all; labels are those of the server's own limits. */
export const limitFields: readonly FieldSpec[] = (['session', 'day'] as const).flatMap((of) =>
  limitUnits.map(({ unit, ...range }) => ({
    name: `limits.${of}.${unit}`,
    label: `settings.cap_${of === 'session' ? 'session' : 'agent'}_${unit}` as const,
    hint: 'form.empty_is_server' as const,
    kind: 'number' as const,
    isWhole: true as const,
    ...(unit !== 'usd' && { foldedAt: '' }),
    ...range,
  })),
);

export const hearingFields: readonly FieldSpec[] = [
  {
    name: 'silence_threshold_ms',
    label: 'agents.silence_threshold_ms',
    hint: 'agents.silence_threshold_ms_hint',
    kind: 'number',
    min: 100,
    max: 5000,
    step: 10,
  },
  {
    name: 'barge_in',
    label: 'agents.barge_in',
    kind: 'choice',
    none: 'form.as_server',
    choices: [
      { value: 'immediate', label: 'agents.barge_in.immediate' },
      { value: 'graceful', label: 'agents.barge_in.graceful' },
      { value: 'off', label: 'agents.barge_in.off' },
    ],
  },
  {
    name: 'thinking_sound_after_ms',
    label: 'agents.thinking_sound_after_ms',
    hint: 'agents.thinking_sound_after_ms_hint',
    kind: 'number',
    min: 100,
    max: 60_000,
    step: 100,
    foldedAt: '',
  },
];

const expression = (name: string, min: number, max: number) => ({
  name,
  kind: 'number' as const,
  min,
  max,
  step: 0.05,
});

export const voiceFields: readonly FieldSpec[] = [
  {
    name: 'tts_voice',
    label: 'agents.tts_voice',
    hint: 'agents.tts_voice_hint',
    kind: 'text',
    maxLength: 200,
  },
  {
    name: 'tts_language',
    label: 'agents.tts_language',
    hint: 'agents.tts_language_hint',
    kind: 'text',
    maxLength: 35,
  },
  { ...expression('tts_rate', 0.5, 2), label: 'agents.tts_rate' },
  { ...expression('tts_pitch', 0.5, 2), label: 'agents.tts_pitch', foldedAt: '' },
  { ...expression('tts_volume', 0, 2), label: 'agents.tts_volume', foldedAt: '' },
  {
    ...expression('tts_exaggeration', 0.25, 2),
    label: 'agents.tts_exaggeration',
    hint: 'agents.chatterbox_only',
    foldedAt: '',
  },
  {
    ...expression('tts_cfg_weight', 0, 1),
    label: 'agents.tts_cfg_weight',
    hint: 'agents.chatterbox_only',
    foldedAt: '',
  },
  {
    ...expression('tts_temperature', 0.05, 5),
    label: 'agents.tts_temperature',
    hint: 'agents.chatterbox_only',
    foldedAt: '',
  },
  {
    name: 'filter_actions_for_tts',
    label: 'agents.filter_actions_for_tts',
    hint: 'agents.filter_actions_for_tts_hint',
    kind: 'check',
    foldedAt: false,
  },
];

/** Those with controls of their own. */
const listFields: readonly FieldSpec[] = [
  { name: 'llm_steps', label: 'agents.llm_steps', kind: 'list' },
  { name: 'stt_steps', label: 'agents.stt_steps', kind: 'list' },
  { name: 'tts_steps', label: 'agents.tts_steps', kind: 'list' },
  { name: 'tools', label: 'agents.tools', kind: 'list' },
  { name: 'transfer_to', label: 'agents.transfer_to', kind: 'list' },
  { name: 'consults', label: 'agents.consults', kind: 'list' },
];

export const agentFields: readonly FieldSpec[] = [
  ...characterFields,
  ...modelFields,
  ...hearingFields,
  ...voiceFields,
  ...toolFields,
  ...discordFields,
  ...keepingFields,
  ...limitFields,
  ...listFields,
];

/** What a new agent has before anybody has said anything of it. */
export const newAgent = {
  is_active: true,
  filter_actions_for_tts: false,
  records: false,
  redact_stored: [],
  redact_for_models: [],
  tools: [],
  transfer_to: [],
  consults: [],
  discord: {
    mode: 'personal',
    answers: 'always',
    barge_in_by: 'anyone',
    wake_phrases: [],
    auto_join_channel_ids: [],
  },
} as const;
