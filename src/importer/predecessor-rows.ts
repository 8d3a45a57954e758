import { text } from '@vox/protocol';
import { z } from 'zod';

/** Columns differ from version to version of VoxBridge 1: what is missing, or of another type, is null. */
const optionalText = text().nullable().catch(null).default(null);
const number = z.number().nullable().catch(null).default(null);
const flag = z.boolean().nullable().catch(null).default(null);
const date = z.date().nullable().catch(null).default(null);

export const agentRowSchema = z.object({
  id: z.guid(),
  name: text(),
  system_prompt: text(),
  description: optionalText,
  llm_provider: optionalText,
  llm_provider_id: optionalText,
  llm_model: optionalText,
  temperature: number,
  use_n8n: flag,
  n8n_webhook_url: optionalText,
  tts_voice: optionalText,
  tts_rate: number,
  tts_pitch: number,
  tts_exaggeration: number,
  tts_cfg_weight: number,
  tts_temperature: number,
  tts_language: optionalText,
  filter_actions_for_tts: flag,
  max_utterance_time_ms: number,
  memory_scope: optionalText,
  plugins: z
    .object({
      discord: z
        .object({
          enabled: z.boolean().catch(false).default(false),
          bot_token: optionalText,
          channels: z.array(z.unknown()).catch([]).default([]),
          auto_join: z.boolean().catch(false).default(false),
        })
        .optional()
        .catch(undefined),
    })
    .catch({})
    .default({}),
  is_default: flag,
  is_active: flag,
  created_at: date,
});
export type AgentRow = z.output<typeof agentRowSchema>;

export const providerRowSchema = z.object({
  id: z.guid(),
  name: text(),
  base_url: text(),
  api_key_encrypted: optionalText,
  provider_type: optionalText,
  models: z.array(z.unknown()).catch([]).default([]),
  default_model: optionalText,
  is_active: flag,
});
export type ProviderRow = z.output<typeof providerRowSchema>;

export const sessionRowSchema = z.object({
  id: z.guid(),
  user_id: text(),
  user_name: optionalText,
  title: optionalText,
  agent_id: optionalText,
  started_at: date,
  ended_at: date,
  session_type: optionalText,
  /** JSON in a optionalText; `metadata` in the first version. */
  session_metadata: optionalText,
  metadata: optionalText,
  discord_guild_id: optionalText,
});
export type SessionRow = z.output<typeof sessionRowSchema>;

export const messageRowSchema = z.object({
  /** A serial. */
  id: z.number().int(),
  session_id: z.guid(),
  role: text(),
  content: text(),
  timestamp: date,
});
export type MessageRow = z.output<typeof messageRowSchema>;
