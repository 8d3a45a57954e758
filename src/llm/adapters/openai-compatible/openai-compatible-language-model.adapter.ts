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
import OpenAI from 'openai';
import { Stream } from 'openai/streaming';

import { reportedFailure, toProviderError } from '../provider-failure';
import { sniffBody } from '../sniff-body';
import { chunkSchema, completionSchema, reportedErrorSchema } from './chat-completion.schema';

export type OpenAiCompatibleOptions = {
  readonly info: ProviderInfo;
  /** With its `/v1`, where it has one. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** For requests that name none; the first that the server lists when absent. */
  readonly model?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** How the token limit is called; OpenAI's newer models refuse `max_tokens`. */
  readonly tokenLimit?: 'max_tokens' | 'max_completion_tokens';
  /** Models that refuse a temperature; none when absent. */
  readonly hasFixedTemperature?: (model: string) => boolean;
  readonly fetch: Fetch;
  /** Until the head of an answer. */
  readonly timeoutMs: number;
};

/**
 * Any server of the OpenAI chat protocol (`/chat/completions`), streamed.
 *
 * A server that answers whole though it was asked to stream is understood, too. It asks once: retries are the service's.
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 * @see https://openrouter.ai/docs/api/reference/streaming
 */
export class OpenAiCompatibleLanguageModel extends LanguageModel {
  override readonly info: ProviderInfo;
  readonly #client: OpenAI;
  readonly #options: OpenAiCompatibleOptions;
  #listedModel: string | undefined;

  constructor(options: OpenAiCompatibleOptions) {
    super();
    this.info = options.info;
    this.#options = options;
    this.#client = new OpenAI({
      baseURL: options.baseUrl,
      // The client insists on one; servers without keys ignore it.
      apiKey: options.apiKey ?? 'none',
      // Given, so that the client does not read them from the environment.
      organization: null,
      project: null,
      defaultHeaders: { ...options.headers },
      fetch: options.fetch,
      timeout: options.timeoutMs,
      maxRetries: 0,
      // It would log what it cannot parse, which is what people say.
      logLevel: 'off',
    });
  }

  override async *generate(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    const { signal } = options;
    if (signal.aborted) return;
    try {
      const controller = new AbortController();
      const { first, response } = await sniffBody(await this.#ask(messages, options));
      const parts =
        first === '{' || first === '['
          ? this.#readWhole(await response.json())
          : this.#readStream(response, controller);
      for await (const part of parts) {
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
      await this.#client.models.list();
      return { isHealthy: true };
    } catch (error) {
      return { isHealthy: false, detail: toProviderError(error, this.info.name).category };
    }
  }

  async #ask(
    messages: readonly ChatMessage[],
    { model: asked, temperature, maxTokens, signal }: GenerateOptions,
  ): Promise<Response> {
    const { tokenLimit = 'max_tokens', hasFixedTemperature } = this.#options;
    const model = asked ?? this.#options.model ?? (await this.#firstModel(signal));
    const isFixed = hasFixedTemperature?.(model) ?? false;
    return this.#client.chat.completions
      .create(
        {
          model,
          messages: [...messages],
          stream: true,
          ...(temperature === undefined || isFixed ? {} : { temperature }),
          ...(maxTokens === undefined ? {} : { [tokenLimit]: maxTokens }),
        },
        { signal },
      )
      .asResponse();
  }

  async #firstModel(signal: AbortSignal): Promise<string> {
    const listed = this.#listedModel ?? (await this.#client.models.list({ signal })).data[0]?.id;
    if (listed === undefined) throw this.#failure('invalid-request', 'it has no model loaded');
    this.#listedModel = listed;
    return listed;
  }

  async *#readStream(
    response: Response,
    controller: AbortController,
  ): AsyncGenerator<ReplyPart, void, void> {
    let finishReason: string | undefined;
    let isEmpty = true;
    for await (const event of Stream.fromSSEResponse<unknown>(response, controller, this.#client)) {
      isEmpty = false;
      const reported = reportedErrorSchema.safeParse(event);
      if (reported.success) throw reportedFailure(reported.data, this.info.name);
      const chunk = chunkSchema.safeParse(event);
      if (!chunk.success) throw this.#failure('protocol', 'sent what is no chat completion');
      const choice = chunk.data.choices?.[0];
      const text = choice?.delta?.content ?? '';
      if (text !== '') yield { type: 'reply-delta', text };
      if (choice?.finish_reason === 'error') throw this.#failure('server', 'gave up in mid-reply');
      finishReason = choice?.finish_reason ?? finishReason;
    }
    if (isEmpty)
      throw this.#failure('protocol', 'answered with something else than an event stream');
    if (finishReason === undefined) throw this.#failure('connectivity', 'broke off in mid-reply');
    yield toEnd(finishReason);
  }

  async *#readWhole(body: unknown): AsyncGenerator<ReplyPart, void, void> {
    const reported = reportedErrorSchema.safeParse(body);
    if (reported.success) throw reportedFailure(reported.data, this.info.name);
    const completion = completionSchema.safeParse(body);
    const choice = completion.data?.choices[0];
    if (choice === undefined) throw this.#failure('protocol', 'sent what is no chat completion');
    const text = choice.message.content ?? '';
    if (text !== '') yield { type: 'reply-delta', text };
    yield toEnd(choice.finish_reason ?? 'stop');
  }

  #failure(category: ProviderError['category'], what: string): ProviderError {
    const provider = this.info.name;
    return new ProviderError(`${provider}: ${what}`, { room: 'llm', provider, category });
  }
}

function toEnd(reason: string): ReplyPart {
  const isKnown = reason === 'stop' || reason === 'length';
  return { type: 'reply-end', finishReason: isKnown ? reason : 'unknown' };
}
