import Anthropic from '@anthropic-ai/sdk';
import type { Fetch } from '@vox/outbound';
import {
  type ChatMessage,
  type GenerateOptions,
  LanguageModel,
  type ProviderHealth,
  type ProviderInfo,
  ProviderError,
  type ReplyPart,
} from '@vox/voice-core';

import { toProviderError } from '../provider-failure';
import { toAnthropicMessages } from './anthropic-messages';

export type AnthropicOptions = {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly fetch: Fetch;
  /** Until the head of an answer. */
  readonly timeoutMs: number;
};

/** The API wants a limit; this one holds where nobody set one. */
const DEFAULT_MAX_TOKENS = 1000;

/**
 * Anthropic's Messages API, streamed.
 * @see https://docs.claude.com/en/api/messages-streaming
 */
export class AnthropicLanguageModel extends LanguageModel {
  override readonly info: ProviderInfo;
  readonly #client: Anthropic;
  readonly #model: string;

  constructor(options: AnthropicOptions) {
    super();
    this.info = { name: 'anthropic', label: `Anthropic (${options.model})`, isEmbedded: false };
    this.#model = options.model;
    this.#client = new Anthropic({
      baseURL: options.baseUrl,
      apiKey: options.apiKey,
      // Given, so that the client does not read it from the environment.
      authToken: null,
      fetch: options.fetch,
      timeout: options.timeoutMs,
      maxRetries: 0,
      // It would log what it cannot parse, which is what people say.
      logLevel: 'off',
    });
  }

  override async *generate(
    messages: readonly ChatMessage[],
    { model = this.#model, temperature, maxTokens, signal }: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    if (signal.aborted) return;
    try {
      const stream = await this.#client.messages.create(
        {
          model,
          ...toAnthropicMessages(messages),
          max_tokens: maxTokens ?? DEFAULT_MAX_TOKENS,
          // 0–1 here, 0–2 in the house.
          ...(temperature === undefined ? {} : { temperature: Math.min(temperature, 1) }),
          stream: true,
        },
        { signal },
      );
      for await (const part of this.#read(stream)) {
        if (signal.aborted) return;
        yield part;
      }
    } catch (error) {
      if (signal.aborted) return;
      throw toProviderError(error, this.info.name);
    }
  }

  /** Asks for the list of models, which costs nothing. */
  override async health(): Promise<ProviderHealth> {
    try {
      await this.#client.models.list({ limit: 1 });
      return { isHealthy: true };
    } catch (error) {
      return { isHealthy: false, detail: toProviderError(error, this.info.name).category };
    }
  }

  async *#read(
    stream: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  ): AsyncGenerator<ReplyPart, void, void> {
    let stopReason: string | null = null;
    let hasBegun = false;
    let hasEnded = false;
    for await (const event of stream) {
      switch (event.type) {
        case 'message_start':
          hasBegun = true;
          break;
        case 'content_block_delta':
          if (event.delta.type === 'text_delta' && event.delta.text !== '') {
            yield { type: 'reply-delta', text: event.delta.text };
          }
          break;
        case 'message_delta':
          stopReason = event.delta.stop_reason;
          break;
        case 'message_stop':
          hasEnded = true;
          break;
        default:
        // Blocks begin and end, thinking passes: none of it is spoken.
      }
    }
    if (!hasBegun)
      throw this.#failure('protocol', 'answered with something else than an event stream');
    if (!hasEnded) throw this.#failure('connectivity', 'broke off in mid-reply');
    yield { type: 'reply-end', finishReason: toFinishReason(stopReason) };
  }

  #failure(category: ProviderError['category'], what: string): ProviderError {
    const provider = this.info.name;
    return new ProviderError(`${provider}: ${what}`, { room: 'llm', provider, category });
  }
}

function toFinishReason(stopReason: string | null): 'stop' | 'length' | 'unknown' {
  if (stopReason === 'end_turn' || stopReason === 'stop_sequence') return 'stop';
  return stopReason === 'max_tokens' ? 'length' : 'unknown';
}
