import { readFileSync } from 'node:fs';

import type { ChatMessage, ToolSpec } from '@vox/voice-core';
import { O200K_TOKEN_SPLIT_REGEX } from 'gpt-tokenizer/encodingParams/constants';

import { Vocabulary } from './vocabulary';

/** What the chat protocol adds to each message, and to the answer that it asks for. */
const TOKENS_PER_MESSAGE = 3;
const TOKENS_OF_ANSWER = 3;

let vocabulary: Vocabulary | undefined;

/**
 * Reads the vocabulary, once: it takes a quarter of a second, in which nothing else runs, and 5 MB. Where models may be asked it
 * is read before anybody talks.
 */
export function loadTokenizer(): Vocabulary {
  vocabulary ??= new Vocabulary(
    readFileSync(require.resolve('gpt-tokenizer/data/o200k_base.tiktoken'), 'latin1'),
  );
  return vocabulary;
}

/**
 * Tokens of `text` as OpenAI's models of today count them (o200k_base); of others it is a guess. What people say may look like
 * the tokens that models mark messages with: it is words.
 */
export function countTokens(text: string): number {
  const known = loadTokenizer();
  let tokens = 0;
  for (const [word] of text.matchAll(O200K_TOKEN_SPLIT_REGEX)) tokens += known.count(word);
  return tokens;
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
