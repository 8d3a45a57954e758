import { type AgentDiscordSettings, type AgentEntity, DISCORD_DEFAULTS } from '@vox/database';

import type { AgentRow } from './predecessor-rows';

/** What an agent asks there was one provider; here it may be several, in turn. */
export type Step = { readonly provider: string; readonly model?: string };

type Columns = Pick<
  AgentEntity,
  | 'systemPrompt'
  | 'temperature'
  | 'ttsVoice'
  | 'ttsRate'
  | 'ttsPitch'
  | 'ttsExaggeration'
  | 'ttsCfgWeight'
  | 'ttsTemperature'
  | 'ttsLanguage'
  | 'filterActionsForTts'
  | 'discord'
  | 'isActive'
>;

/** The ranges of both; what is outside of ours is the server's default. */
const RANGES = {
  temperature: [0, 2],
  tts_rate: [0.5, 2],
  tts_pitch: [0.5, 2],
  tts_exaggeration: [0.25, 2],
  tts_cfg_weight: [0, 1],
  tts_temperature: [0.05, 5],
} as const satisfies Partial<Record<keyof AgentRow, readonly [number, number]>>;

const SNOWFLAKE = /^\d{15,20}$/u;
const MAX_CHANNELS = 50;
const MAX_VOICE = 200;

/** An agent's settings as they are kept here, without its name and its secrets. */
export function agentColumns(row: AgentRow): Columns {
  return {
    systemPrompt: row.system_prompt,
    temperature: inRange(row, 'temperature'),
    ttsVoice: row.tts_voice === '' ? null : (row.tts_voice?.slice(0, MAX_VOICE) ?? null),
    ttsRate: inRange(row, 'tts_rate'),
    ttsPitch: inRange(row, 'tts_pitch'),
    ttsExaggeration: inRange(row, 'tts_exaggeration'),
    ttsCfgWeight: inRange(row, 'tts_cfg_weight'),
    ttsTemperature: inRange(row, 'tts_temperature'),
    ttsLanguage: languageTag(row.tts_language),
    filterActionsForTts: row.filter_actions_for_tts ?? false,
    discord: discordOf(row),
    isActive: row.is_active ?? true,
  };
}

/**
 * Whom the agent asks: its workflow, a provider that was brought (`providerIds`), or one that the environment configures
 * here as it did there.
 */
export function agentSteps(row: AgentRow, providerIds: ReadonlySet<string>): readonly Step[] {
  if (row.use_n8n === true) return [{ provider: 'n8n' }];
  const model = row.llm_model === null || row.llm_model === '' ? {} : { model: row.llm_model };
  if (row.llm_provider_id !== null && providerIds.has(row.llm_provider_id)) {
    return [{ provider: row.llm_provider_id, ...model }];
  }
  return [{ provider: row.llm_provider === 'openrouter' ? 'openrouter' : 'local', ...model }];
}

function inRange(row: AgentRow, field: keyof typeof RANGES): number | null {
  const value = row[field];
  const [least, most] = RANGES[field];
  return value !== null && value >= least && value <= most ? value : null;
}

function languageTag(tag: string | null): string | null {
  try {
    return tag === null ? null : (Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? null);
  } catch {
    // No language that anybody knows.
    return null;
  }
}

/** Its channels were a list that nothing read but what joins by itself. */
function discordOf({ plugins: { discord } }: AgentRow): AgentDiscordSettings {
  const channels = (discord?.auto_join === true ? discord.channels : [])
    .map(String)
    .filter((id) => SNOWFLAKE.test(id));
  return { ...DISCORD_DEFAULTS, auto_join_channel_ids: channels.slice(0, MAX_CHANNELS) };
}
