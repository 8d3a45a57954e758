import type { ChatMessage, ToolSpec } from '@vox/voice-core';
import type * as Tokenizer from 'gpt-tokenizer/encoding/o200k_base';

/** What the chat protocol adds to each message, and to the answer that it asks for. */
const TOKENS_PER_MESSAGE = 3;
const TOKENS_OF_ANSWER = 3;

let tokenizer: typeof Tokenizer | undefined;

/**
 * Reads the tokenizer's vocabulary, once: it takes a quarter of a second, in which nothing else runs, and 33 MB. Where models
 * may be asked it is read before anybody talks.
 */
export function loadTokenizer(): typeof Tokenizer {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is needed, not when the server starts
  tokenizer ??= require('gpt-tokenizer/encoding/o200k_base') as typeof Tokenizer;
  return tokenizer;
}

/** Tokens of `text` as OpenAI's models of today count them (o200k_base); of others it is a guess. */
export function countTokens(text: string): number {
  // Words of people may look like the tokens that models mark messages with: they are words.
  return text === '' ? 0 : loadTokenizer().countTokens(text, { disallowedSpecial: new Set() });
}

/**
 * Tokens of a request, with what the chat protocol adds to it.
 * @see https://github.com/openai/openai-cookbook/blob/main/examples/How_to_count_tokens_with_tiktoken.ipynb
 */
export function countPromptTokens(
  messages: readonly ChatMessage[],
  tools: readonly ToolSpec[] = [],
): number {
  const said = messages.map((message) => {
    const calls = 'toolCalls' in message ? (message.toolCalls ?? []) : [];
    const called = calls.map(({ name, arguments: given }) => `${name}${given}`).join('');
    return TOKENS_PER_MESSAGE + countTokens(message.role) + countTokens(message.content + called);
  });
  const offered = tools.length === 0 ? 0 : countTokens(JSON.stringify(tools));
  return said.reduce((sum, tokens) => sum + tokens, TOKENS_OF_ANSWER + offered);
}
