import {
  type AgentEntity,
  type AgentSpeechSteps,
  type AgentStep,
  DEFAULT_AGENT,
} from '@vox/database';
import type { AgentConfig, RequestHeader } from '@vox/voice-core';

/** Answers while the database has never been reached; becomes the stored agent of the same id afterwards. */
export const BUILT_IN_AGENT: AgentConfig = { ...DEFAULT_AGENT, llm: {}, tts: {} };

/** What is kept of an agent beside its row. */
export type AgentExtras = {
  /** Whom it asks, first to last; absent: as the server does. */
  readonly steps?: readonly AgentStep[] | undefined;
  /** Who hears and speaks. */
  readonly speech?: AgentSpeechSteps | undefined;
  readonly n8nWebhookHeader?: RequestHeader | undefined;
};

/** A stored agent as the voice loop wants it: null columns are absent properties. */
export function toAgentConfig(
  agent: AgentEntity,
  { steps, speech = {}, n8nWebhookHeader }: AgentExtras = {},
): AgentConfig {
  return {
    id: agent.id,
    name: agent.name,
    systemPrompt: agent.systemPrompt,
    ...withoutNulls({ greeting: agent.greeting }),
    llm: withoutNulls({
      n8nWebhookHeader: n8nWebhookHeader ?? null,
      steps: steps ?? null,
      model: agent.llmModel,
      n8nWebhookUrl: agent.n8nWebhookUrl,
      temperature: agent.temperature,
      maxTokens: agent.maxTokens,
      redact: unlessEmpty(agent.redactForModels),
    }),
    tts: withoutNulls({
      steps: speech.tts ?? null,
      voice: agent.ttsVoice,
      rate: agent.ttsRate,
      pitch: agent.ttsPitch,
      volume: agent.ttsVolume,
      exaggeration: agent.ttsExaggeration,
      cfgWeight: agent.ttsCfgWeight,
      temperature: agent.ttsTemperature,
      language: agent.ttsLanguage,
    }),
    ...withoutNulls({
      sttSteps: speech.stt ?? null,
      redactStored: unlessEmpty(agent.redactStored),
      silenceThresholdMs: agent.silenceThresholdMs,
      bargeIn: agent.bargeIn,
      limits: agent.limits,
      toolConfirmation: agent.toolConfirmation,
      thinkingSoundAfterMs: agent.thinkingSoundAfterMs,
    }),
    ...(agent.filterActionsForTts ? { filterActions: true } : {}),
    ...(agent.records ? { records: true } : {}),
    ...(agent.tools.length === 0 ? {} : { tools: agent.tools }),
    ...(agent.transferTo.length === 0 ? {} : { transferTo: agent.transferTo }),
    ...(agent.consults.length === 0 ? {} : { consults: agent.consults }),
  };
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list;
}

type WithoutNulls<T> = { [Key in keyof T]?: NonNullable<T[Key]> };

function withoutNulls<T extends object>(values: T): WithoutNulls<T> {
  const set = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(set) as WithoutNulls<T>;
}
