import type { Anthropic, ClientOptions } from '@anthropic-ai/sdk' with {
  'resolution-mode': 'import',
};
import type { Fetch } from '@vox/outbound';
import {
  type ChatMessage,
  type GenerateOptions,
  LanguageModel,
  type ProviderHealth,
  type ProviderInfo,
  type ReplyPart,
  type ToolSpec,
} from '@vox/voice-core';

import { readReply } from '../common/read-reply';
import { type Objections, objectionsOf } from '../common/refused-parameters';
import { refusalIn, refusing } from '../common/refused-request';
import { logLeftOut } from '../common/refused-tools';
import { type OptionalParameters, toolParameters } from '../common/optional-parameters';
import { inWords, paired } from '../common/tool-messages';
import { toProviderError } from '../provider-failure';
import { anthropicBase } from './anthropic-base';
import { toAnthropicMessages } from './anthropic-messages';
import { messagePiece } from './message-piece';

export type AnthropicOptions = {
  /** A server that wants none ignores it. */
  readonly apiKey: string | undefined;
  /** With or without its `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Of one that is not the environment's. */
  readonly info?: ProviderInfo | undefined;
  readonly fetch: Fetch;
  /** Until the head of an answer. */
  readonly timeoutMs: number;
};

/** How one model wants to be asked, as far as it is known. */
type ModelManners = {
  readonly takesTemperature: boolean;
  readonly mostTokens: number;
  readonly streams: boolean;
  readonly takesTools: boolean;
};

type Settings = Pick<GenerateOptions, 'temperature' | 'maxTokens' | 'tools' | 'toolChoice'>;

/** The API wants a limit; this one holds where nobody set one. */
const DEFAULT_MAX_TOKENS = 1000;

/** On one page of the list: the API's own limit. */
const MOST_MODELS = 1000;

const MANNERS_AT_FIRST: ModelManners = {
  takesTemperature: true,
  mostTokens: Infinity,
  streams: true,
  takesTools: true,
};

/**
 * Anthropic's Messages API, streamed.
 *
 * What a model refuses though it could be left out or less (a temperature, so many tokens, streaming, tools) is asked for
 * without, and remembered for it as long as the process lives. A tool that it does not understand is left out of that reply
 * alone.
 * @see https://docs.claude.com/en/api/messages-streaming
 */
export class AnthropicLanguageModel extends LanguageModel {
  override readonly info: ProviderInfo;
  readonly #client: Promise<Anthropic>;
  readonly #model: string;
  readonly #manners = new Map<string, ModelManners>();

  constructor(options: AnthropicOptions) {
    super();
    this.info = options.info ?? {
      name: 'anthropic',
      label: `Anthropic (${options.model})`,
      isEmbedded: false,
    };
    this.#model = options.model;
    const { baseURL, query } = anthropicBase(options.baseUrl);
    this.#client = clientWith({
      baseURL,
      defaultQuery: { ...query },
      apiKey: options.apiKey ?? 'none',
      // Given, so that the client does not read it from the environment.
      authToken: null,
      fetch: refusing(options.fetch),
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
      for await (const part of this.#reply(messages, options)) {
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
      const client = await this.#client;
      await client.models.list({ limit: 1 });
      return { isHealthy: true };
    } catch (error) {
      return { isHealthy: false, detail: toProviderError(error, this.info.name).category };
    }
  }

  override async models(signal: AbortSignal): Promise<string[]> {
    try {
      const client = await this.#client;
      const page = await client.models.list({ limit: MOST_MODELS }, { signal });
      return page.data.map(({ id }) => id);
    } catch (error) {
      throw toProviderError(error, this.info.name);
    }
  }

  async *#reply(
    messages: readonly ChatMessage[],
    { model = this.#model, signal, onSent, ...asked }: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    let manners = this.#manners.get(model) ?? MANNERS_AT_FIRST;
    let left: readonly ToolSpec[] | undefined;
    for (;;) {
      const sent = parametersOf({ ...asked, tools: left ?? asked.tools ?? [] }, manners);
      let hasBegun = false;
      try {
        onSent?.(model);
        const response = await this.#ask(model, messages, sent, signal);
        const offersTools = sent.tools !== undefined;
        for await (const part of readReply(response, this.info.name, messagePiece, {
          offersTools,
        })) {
          if (!hasBegun) this.#manners.set(model, manners);
          hasBegun = true;
          yield part;
        }
        return;
      } catch (error) {
        const objections = hasBegun || signal.aborted ? undefined : objectionsIn(error, sent);
        if (objections === undefined) throw error;
        if (objections.toolsLeft === undefined) {
          const next = mannersAfter(manners, objections);
          if (next === undefined) throw error;
          manners = next;
        } else {
          // A second one is not looked for: somebody waits for the reply.
          left = left === undefined ? objections.toolsLeft : [];
          logLeftOut(this.info.name, model, sent.tools, left);
        }
      }
    }
  }

  async #ask(
    model: string,
    messages: readonly ChatMessage[],
    { temperature, tokenLimit, isStreamed, tools, toolChoice = 'auto' }: OptionalParameters,
    signal: AbortSignal,
  ): Promise<Response> {
    const request = {
      model,
      ...toAnthropicMessages(tools === undefined ? inWords(messages) : paired(messages)),
      ...(tools === undefined ? {} : { tools: tools.map(toAnthropicTool) }),
      ...(tools === undefined || toolChoice === 'auto'
        ? {}
        : { tool_choice: { type: toolChoice } }),
      max_tokens: tokenLimit?.tokens ?? DEFAULT_MAX_TOKENS,
      ...(temperature === undefined ? {} : { temperature }),
      stream: isStreamed,
    };
    const client = await this.#client;
    return client.messages.create(request, { signal }).asResponse();
  }
}

/** Reads the library only where Anthropic is to be asked, and then at once: it is kept as long as the process lives. */
async function clientWith(options: ClientOptions): Promise<Anthropic> {
  const library = await import('@anthropic-ai/sdk');
  return new library.Anthropic(options);
}

function toAnthropicTool({ name, description, parameters }: ToolSpec): Anthropic.Tool {
  return { name, description, input_schema: { ...parameters, type: 'object' } };
}

function parametersOf(
  { temperature, maxTokens = DEFAULT_MAX_TOKENS, ...asked }: Settings,
  { takesTemperature, mostTokens, streams, takesTools }: ModelManners,
): OptionalParameters {
  return {
    // 0–1 here, 0–2 in the house.
    ...(temperature === undefined || !takesTemperature
      ? {}
      : { temperature: Math.min(temperature, 1) }),
    tokenLimit: { name: 'max_tokens', tokens: Math.min(maxTokens, mostTokens) },
    isStreamed: streams,
    ...(takesTools ? toolParameters(asked) : {}),
  };
}

function objectionsIn(error: unknown, sent: OptionalParameters): Objections | undefined {
  const refusal = refusalIn(error);
  return refusal === undefined ? undefined : objectionsOf(refusal, sent);
}

/** How to ask after a refusal; undefined when nothing is left to change. */
function mannersAfter(
  manners: ModelManners,
  { temperature, something, stream, tools, mostTokens = manners.mostTokens }: Objections,
): ModelManners | undefined {
  const changed = {
    takesTemperature: manners.takesTemperature && !temperature && !something,
    mostTokens,
    streams: manners.streams && !stream,
    takesTools: manners.takesTools && !tools,
  };
  return JSON.stringify(changed) === JSON.stringify(manners) ? undefined : changed;
}
