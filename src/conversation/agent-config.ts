import { type AgentEntity, DEFAULT_AGENT } from '@vox/database';
import type { AgentConfig } from '@vox/voice-core';

/** Answers while the database has never been reached; becomes the stored agent of the same id afterwards. */
export const BUILT_IN_AGENT: AgentConfig = { ...DEFAULT_AGENT, llm: {}, tts: {} };

/** A stored agent as the voice loop wants it: null columns are absent properties. */
export function toAgentConfig(agent: AgentEntity): AgentConfig {
  return {
    id: agent.id,
    name: agent.name,
    systemPrompt: agent.systemPrompt,
    ...(agent.greeting === null ? {} : { greeting: agent.greeting }),
    llm: {
      ...(agent.llmProvider === null ? {} : { provider: agent.llmProvider }),
      ...(agent.llmModel === null ? {} : { model: agent.llmModel }),
      ...(agent.temperature === null ? {} : { temperature: agent.temperature }),
      ...(agent.maxTokens === null ? {} : { maxTokens: agent.maxTokens }),
    },
    tts: {
      ...(agent.ttsVoice === null ? {} : { voice: agent.ttsVoice }),
      ...(agent.ttsRate === null ? {} : { rate: agent.ttsRate }),
      ...(agent.ttsPitch === null ? {} : { pitch: agent.ttsPitch }),
    },
    ...(agent.silenceThresholdMs === null ? {} : { silenceThresholdMs: agent.silenceThresholdMs }),
  };
}
