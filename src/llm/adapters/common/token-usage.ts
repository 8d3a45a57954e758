import type { TokenUsage } from '@vox/voice-core';

import { isObject, type JsonObject } from './json';

/** More than any reply takes, and what the database can hold. */
const MOST_TOKENS = 2_000_000_000;
const MOST_USD = 100_000;

/**
 * What a server says of a reply's tokens, in OpenAI's words or Anthropic's, whose cached tokens are counted apart; what is no
 * number says nothing. Undefined when it says nothing at all.
 * @see https://platform.openai.com/docs/api-reference/chat-streaming/streaming#usage
 * @see https://docs.claude.com/en/api/messages-streaming
 * @see https://openrouter.ai/docs/use-cases/usage-accounting
 */
export function tokenUsage(value: unknown): TokenUsage | undefined {
  if (!isObject(value)) return undefined;
  const prompt = numberIn(value, 'prompt_tokens', MOST_TOKENS) ?? anthropicPrompt(value);
  const completion =
    numberIn(value, 'completion_tokens', MOST_TOKENS) ??
    numberIn(value, 'output_tokens', MOST_TOKENS);
  const cost = numberIn(value, 'cost', MOST_USD);
  return filled({
    ...(prompt === undefined ? {} : { promptTokens: Math.round(prompt) }),
    ...(completion === undefined ? {} : { completionTokens: Math.round(completion) }),
    ...(cost === undefined ? {} : { costUsd: cost }),
  });
}

/** The same of Ollama's own answers. */
export function ollamaUsage(value: JsonObject): TokenUsage | undefined {
  const { prompt_eval_count: prompt_tokens, eval_count: completion_tokens } = value;
  return tokenUsage({ prompt_tokens, completion_tokens });
}

function anthropicPrompt(value: JsonObject): number | undefined {
  const fresh = numberIn(value, 'input_tokens', MOST_TOKENS);
  if (fresh === undefined) return undefined;
  const cached = ['cache_read_input_tokens', 'cache_creation_input_tokens'];
  return cached.reduce((sum, name) => sum + (numberIn(value, name, MOST_TOKENS) ?? 0), fresh);
}

function numberIn(value: JsonObject, name: string, most: number): number | undefined {
  const number = value[name];
  return typeof number === 'number' && number >= 0 && number <= most ? number : undefined;
}

function filled(usage: TokenUsage): TokenUsage | undefined {
  return Object.keys(usage).length === 0 ? undefined : usage;
}
