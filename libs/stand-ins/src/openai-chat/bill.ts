import type * as Tokenizer from 'gpt-tokenizer/encoding/o200k_base';

import type { ChatMessages } from './chat-messages';

let tokenizer: typeof Tokenizer | undefined;

/** Its vocabulary takes a quarter of a second, which is for those who ask for a bill. */
function loadTokenizer(): typeof Tokenizer {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- when it is needed, not with every stand-in
  tokenizer ??= require('gpt-tokenizer/encoding/o200k_base') as typeof Tokenizer;
  return tokenizer;
}

/** One request, as a provider bills it: what it was asked, and what it has written of the answer, heard or not. */
export class ChatBill {
  #said = '';

  constructor(
    private readonly messages: ChatMessages,
    private readonly tools: readonly { readonly function: object }[] = [],
  ) {}

  /** Some of the answer has left. */
  add(text: string): void {
    this.#said += text;
  }

  /**
   * By OpenAI's own rule: three tokens for each message and three for the answer, beside their words.
   * @see https://github.com/openai/openai-cookbook/blob/main/examples/How_to_count_tokens_with_tiktoken.ipynb
   */
  get promptTokens(): number {
    let tokens = 3;
    for (const message of this.messages) {
      const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
      const called = calls.map((call) => call.function.name + call.function.arguments).join('');
      tokens += 3 + countTokens(message.role) + countTokens((message.content ?? '') + called);
    }
    if (this.tools.length === 0) return tokens;
    return tokens + countTokens(JSON.stringify(this.tools.map((tool) => tool.function)));
  }

  get completionTokens(): number {
    return countTokens(this.#said);
  }
}

/** What looks like a mark of the model's own is a user's words here. */
function countTokens(text: string): number {
  return loadTokenizer().countTokens(text, { disallowedSpecial: new Set() });
}
