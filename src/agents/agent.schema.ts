import type { AgentEntity } from '@vox/database';
import { z } from 'zod';

const nullableText = (max: number) => z.string().trim().min(1).max(max).nullable();

const fields = {
  name: z.string().trim().min(1).max(100),
  system_prompt: z.string().trim().min(1).max(10_000),
  greeting: nullableText(1000).describe('Spoken when somebody joins; null for silence.'),
  llm_provider: nullableText(50),
  llm_model: nullableText(200),
  temperature: z.number().min(0).max(2).nullable(),
  max_tokens: z.number().int().min(1).max(100_000).nullable(),
  tts_voice: nullableText(200),
  tts_rate: z.number().min(0.5).max(2).nullable(),
  tts_pitch: z.number().min(0.5).max(2).nullable(),
  silence_threshold_ms: z.number().int().min(100).max(5000).nullable(),
  is_active: z.boolean(),
} as const;

const { name, system_prompt, ...settings } = fields;

/** Null, or left out: the server's default. */
export const createAgentSchema = z.strictObject({
  name,
  system_prompt,
  ...z.object(settings).partial().shape,
  is_default: z.boolean().default(false),
});
export type CreateAgent = z.output<typeof createAgentSchema>;

/** What is left out stays as it is; null goes back to the server's default. */
export const updateAgentSchema = z.strictObject(fields).partial();
export type UpdateAgent = z.output<typeof updateAgentSchema>;

export type AgentJson = {
  readonly id: string;
  readonly name: string;
  readonly system_prompt: string;
  readonly greeting: string | null;
  readonly llm_provider: string | null;
  readonly llm_model: string | null;
  readonly temperature: number | null;
  readonly max_tokens: number | null;
  readonly tts_voice: string | null;
  readonly tts_rate: number | null;
  readonly tts_pitch: number | null;
  readonly silence_threshold_ms: number | null;
  readonly is_default: boolean;
  readonly is_active: boolean;
  readonly created_at: string;
  readonly updated_at: string;
};

export function toAgentJson(agent: AgentEntity): AgentJson {
  return {
    id: agent.id,
    name: agent.name,
    system_prompt: agent.systemPrompt,
    greeting: agent.greeting,
    llm_provider: agent.llmProvider,
    llm_model: agent.llmModel,
    temperature: agent.temperature,
    max_tokens: agent.maxTokens,
    tts_voice: agent.ttsVoice,
    tts_rate: agent.ttsRate,
    tts_pitch: agent.ttsPitch,
    silence_threshold_ms: agent.silenceThresholdMs,
    is_default: agent.isDefault,
    is_active: agent.isActive,
    created_at: agent.createdAt.toISOString(),
    updated_at: agent.updatedAt.toISOString(),
  };
}

type Columns = Partial<Omit<AgentEntity, 'id' | 'createdAt' | 'updatedAt' | 'isDefault'>>;

/** The columns that a request names, and no others. */
export function toColumns(request: UpdateAgent): Columns {
  const columns = {
    name: request.name,
    systemPrompt: request.system_prompt,
    greeting: request.greeting,
    llmProvider: request.llm_provider,
    llmModel: request.llm_model,
    temperature: request.temperature,
    maxTokens: request.max_tokens,
    ttsVoice: request.tts_voice,
    ttsRate: request.tts_rate,
    ttsPitch: request.tts_pitch,
    silenceThresholdMs: request.silence_threshold_ms,
    isActive: request.is_active,
  };
  const named = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named);
}
