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
import type { ClientOptions, OpenAI } from 'openai' with { 'resolution-mode': 'import' };

import { RefusedRequest, refusalIn, refusing } from '../common/refused-request';
import { readReply } from '../common/read-reply';
import { logLeftOut } from '../common/refused-tools';
import type { OptionalParameters } from '../common/optional-parameters';
import { toProviderError } from '../provider-failure';
import { type ChatBases, chatBases } from './chat-bases';
import { chatPiece } from './chat-piece';
import {
  type ModelManners,
  parametersOf,
  toChatRequest,
  type TokenLimitName,
} from './chat-request';
import { type Approach, isElsewhere, KnownServer } from './known-server';
import { listedModels } from './listed-models';

export type OpenAiCompatibleOptions = {
  readonly info: ProviderInfo;
  /** The server's address, with or without the path of its API (`chatBases`). */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** For requests that name none; the first that the server lists and that chats when absent. */
  readonly model?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** How the token limit is called; OpenAI's newer models refuse `max_tokens`. */
  readonly tokenLimit?: TokenLimitName;
  /** Models that are known to refuse a temperature. */
  readonly hasFixedTemperature?: (model: string) => boolean;
  /** Its `usage.cost` is in US dollars; elsewhere that may be anything. */
  readonly tellsCostUsd?: boolean;
  readonly fetch: Fetch;
  /** Until the head of an answer. */
  readonly timeoutMs: number;
};

/** Ways to ask tried for one reply: a server that finds fault with each of them is not asked for ever. */
const MOST_APPROACHES = 12;

/**
 * Any server of the OpenAI chat protocol (`/chat/completions`), streamed.
 *
 * What a server refuses though it could be left out or put otherwise (a temperature, a name of the token limit, streaming,
 * what the reply took, a system message, the order of roles, tools) is asked for without, and remembered for that model as
 * long as the process lives; so are the place where the protocol is and a listed model that chats. A tool that it does not
 * understand is left out of that reply alone. Other failures are asked about once: retries are the service's.
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 * @see https://openrouter.ai/docs/api/reference/streaming
 */
export class OpenAiCompatibleLanguageModel extends LanguageModel {
  override readonly info: ProviderInfo;
  readonly #client: Promise<OpenAI>;
  readonly #options: OpenAiCompatibleOptions;
  readonly #places: ChatBases;
  readonly #server: KnownServer;

  constructor(options: OpenAiCompatibleOptions) {
    super();
    this.info = options.info;
    this.#options = options;
    this.#places = chatBases(options.baseUrl);
    const hasUser = options.apiKey === undefined ? this.#places.headers : {};
    this.#client = clientWith({
      baseURL: this.#places.bases[0],
      // The client insists on one; servers without keys ignore it.
      apiKey: options.apiKey ?? 'none',
      // Given, so that the client does not read them from the environment.
      organization: null,
      project: null,
      defaultHeaders: { ...options.headers, ...hasUser },
      defaultQuery: { ...this.#places.query },
      fetch: refusing(options.fetch),
      timeout: options.timeoutMs,
      maxRetries: 0,
      // It would log what it cannot parse, which is what people say.
      logLevel: 'off',
    });
    this.#server = new KnownServer(
      this.#places.bases.length,
      (model) => this.#mannersAtFirst(model),
      (base, signal) => this.#list(base, signal),
    );
  }

  override async *generate(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    const { signal } = options;
    if (signal.aborted) return;
    try {
      for await (const part of this.#reply(messages, options)) {
        if (signal.aborted) return;
        yield part;
      }
    } catch (error) {
      if (signal.aborted) return;
      throw toProviderError(error, this.info.name);
    }
  }

  /** Asks for the list of models, which costs nothing. A server that has none answers all the same. */
  override async health(): Promise<ProviderHealth> {
    try {
      await this.#list(this.#server.base, AbortSignal.timeout(this.#options.timeoutMs));
      return { isHealthy: true };
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal !== undefined && isElsewhere(refusal)) return { isHealthy: true };
      return { isHealthy: false, detail: toProviderError(error, this.info.name).category };
    }
  }

  /** None where the server has no list. */
  override async models(signal: AbortSignal): Promise<string[]> {
    try {
      return await this.#server.models(signal);
    } catch (error) {
      throw toProviderError(error, this.info.name);
    }
  }

  async *#reply(
    messages: readonly ChatMessage[],
    { model, signal, onSent, ...asked }: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    let approach = await this.#server.approach(model ?? this.#options.model, signal);
    for (let left = MOST_APPROACHES; approach !== undefined; left--) {
      const { tools = asked.tools ?? [] } = approach;
      const hasCalls = approach.isInWords !== true && messages.some(isCalling);
      const sent = { ...parametersOf({ ...asked, tools }, approach.manners), hasCalls };
      const offersTools = sent.tools !== undefined;
      const reading = { offersTools, giver: this.#giverOf(approach) };
      let hasBegun = false;
      try {
        onSent?.(approach.model);
        const response = await this.#ask(approach, messages, sent, signal);
        for await (const part of readReply(response, this.info.name, chatPiece, reading)) {
          if (!hasBegun) this.#server.learn(approach);
          hasBegun = true;
          yield part.type === 'reply-end' && !this.#options.tellsCostUsd ? costless(part) : part;
        }
        return;
      } catch (error) {
        if (hasBegun || signal.aborted) throw error;
        const next = await this.#server.otherwise(approach, error, sent, signal);
        if (next === undefined || left <= 1) throw error;
        if (next.tools !== approach.tools) {
          logLeftOut(this.info.name, next.model, sent.tools, next.tools);
        }
        approach = next;
      }
    }
    throw new ProviderError(`${this.info.name}: it has no model that chats`, {
      kind: 'llm',
      provider: this.info.name,
      category: 'invalid-request',
    });
  }

  async #ask(
    approach: Approach,
    messages: readonly ChatMessage[],
    sent: OptionalParameters,
    signal: AbortSignal,
  ): Promise<Response> {
    const { base, model, manners, isInWords = false } = approach;
    const giver = this.#giverOf(approach);
    const body = toChatRequest(model, messages, sent, { manners, giver, isInWords });
    const client = await this.#client;
    return client.post(`${this.#baseAt(base)}/chat/completions`, { body, signal }).asResponse();
  }

  async #list(base: number, signal: AbortSignal): Promise<string[]> {
    const client = await this.#client;
    const response = await client.get(`${this.#baseAt(base)}/models`, { signal }).asResponse();
    const text = await response.text();
    // A page, of a server that has one for everything.
    if (!/^\s*[[{]/u.test(text)) throw new RefusedRequest(404, text);
    return listedModels(JSON.parse(text) as unknown);
  }

  #baseAt(index: number): string {
    return this.#places.bases[index] ?? this.#places.bases[0];
  }

  /** Two servers may call themselves, and their models, the same. */
  #giverOf({ base, model }: Approach): string {
    return `${this.#baseAt(base)} ${model}`;
  }

  #mannersAtFirst(model: string): ModelManners {
    const { tokenLimit = 'max_tokens', hasFixedTemperature } = this.#options;
    return {
      takesTemperature: !(hasFixedTemperature?.(model) ?? false),
      tokenLimit,
      refusedLimits: [],
      mostTokens: Infinity,
      streams: true,
      tellsUsage: true,
      takesPrompt: true,
      takesAnyOrder: true,
      takesTools: true,
    };
  }
}

function isCalling(message: ChatMessage): boolean {
  return message.role === 'assistant' && message.toolCalls !== undefined;
}

function costless(end: Extract<ReplyPart, { type: 'reply-end' }>): ReplyPart {
  if (end.usage?.costUsd === undefined) return end;
  const { costUsd: _, ...usage } = end.usage;
  return { ...end, usage };
}

/** Reads the library only where such a server is to be asked, and then at once: it is kept as long as the process lives. */
async function clientWith(options: ClientOptions): Promise<OpenAI> {
  const library = await import('openai');
  return new library.OpenAI(options);
}
