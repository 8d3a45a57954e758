import {
  type AllowedHosts,
  categoryOfStatus,
  type Fetch,
  pinnedFetch,
  resolvePublicAddress,
} from '@vox/outbound';
import {
  type ChatMessage,
  type Clock,
  type GenerateOptions,
  InvalidInputError,
  LanguageModel,
  type ProviderHealth,
  ProviderError,
  type ReplyPart,
} from '@vox/voice-core';

import { toProviderError } from '../provider-failure';
import type { CallbackReplies } from './callback-replies';
import { toN8nRequest } from './n8n-request';
import { readAnswers } from './read-answers';
import { decodedText } from './text-lines';
import { toVoiceSettings, voiceSettingsOfHeader } from './tts-options';

export type N8nOptions = {
  /** The server's own webhook; agents may bring theirs. */
  readonly webhookUrl?: string | undefined;
  /** `callback`: the answer to the request is not read, the reply is delivered later. */
  readonly replyMode: 'response' | 'callback';
  readonly isStreamed: boolean;
  /** Lets agents' webhooks lead into private networks; the server's own may in any case. */
  readonly allowsPrivate: boolean;
  /** Where in private networks agents' webhooks may lead all the same. */
  readonly allowedHosts: AllowedHosts;
  readonly callbacks: CallbackReplies;
  readonly clock: Clock;
  /** Made for the fetch that connects: limits how long a connection may be silent. */
  readonly watched: (fetch: Fetch) => Fetch;
};

/**
 * An n8n workflow behind a webhook. It gets the whole conversation and may answer in any way n8n knows.
 *
 * An agent's own webhook is reached at a checked public address only, and its redirects are not followed.
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/
 */
export class N8nLanguageModel extends LanguageModel {
  override readonly info = {
    name: 'n8n',
    label: 'n8n workflow',
    isEmbedded: false,
    hasSideEffects: true,
  } as const;

  constructor(private readonly options: N8nOptions) {
    super();
  }

  override async *generate(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    const { signal } = options;
    if (signal.aborted) return;
    // Also closes the connection when the reader leaves.
    const left = new AbortController();
    const both = AbortSignal.any([signal, left.signal]);
    try {
      for await (const part of this.#answer(messages, options, both)) {
        if (signal.aborted) return;
        yield part;
      }
    } catch (error) {
      if (signal.aborted) return;
      throw toProviderError(error, this.info.name);
    } finally {
      left.abort();
    }
  }

  /** A webhook cannot be asked without running its workflow: what is known comes from its use. */
  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: true });
  }

  async *#answer(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
    signal: AbortSignal,
  ): AsyncGenerator<ReplyPart, void, void> {
    const { replyMode, isStreamed, callbacks, clock } = this.options;
    const sessionId = options.requester?.sessionId ?? '';
    // Before the request: a quick workflow delivers before it has answered.
    const delivery = callbacks.expect(sessionId, signal);
    const useStreaming = isStreamed && replyMode === 'response';
    const body = JSON.stringify(toN8nRequest(messages, options, useStreaming, clock.wallMs()));
    const response = await this.#post(options.n8nWebhookUrl, body, signal);
    if (!response.ok) {
      await response.body?.cancel();
      throw this.#failure(
        categoryOfStatus(response.status),
        `answered ${response.status}`,
        response,
      );
    }
    const isLater = replyMode === 'callback' || (yield* this.#read(response));
    if (replyMode === 'callback') await response.body?.cancel();
    if (isLater) {
      const reply = await delivery;
      const settings = toVoiceSettings(reply?.options);
      if (settings !== undefined) yield { type: 'reply-voice', settings };
      if (reply !== undefined) yield { type: 'reply-delta', text: reply.text };
    }
    if (!signal.aborted) yield { type: 'reply-end', finishReason: 'stop' };
  }

  /** @returns whether the workflow said that it will answer later. */
  async *#read(response: Response): AsyncGenerator<ReplyPart, boolean, void> {
    const { body, headers } = response;
    const voice = voiceSettingsOfHeader(headers.get('x-tts-options'));
    if (voice !== undefined) yield { type: 'reply-voice', settings: voice };
    if (body === null) return false;
    const isJson = headers.get('content-type')?.includes('json') ?? false;
    for await (const answer of readAnswers(decodedText(body), isJson)) {
      if (answer.type === 'started') return true;
      if (answer.type === 'failed') continue;
      // The header is the author's last word, so it wins.
      const settings = voice === undefined ? toVoiceSettings(answer.options) : undefined;
      if (settings !== undefined) yield { type: 'reply-voice', settings };
      if (answer.text !== '') yield { type: 'reply-delta', text: answer.text };
    }
    return false;
  }

  async #post(ownUrl: string | undefined, body: string, signal: AbortSignal): Promise<Response> {
    const url = ownUrl ?? this.options.webhookUrl;
    if (url === undefined) throw this.#failure('invalid-request', 'has no webhook');
    const headers = { 'content-type': 'application/json', accept: '*/*' };
    const request = { method: 'POST', headers, body, signal };
    const isOperators = ownUrl === undefined || ownUrl === this.options.webhookUrl;
    if (isOperators || this.options.allowsPrivate) {
      return this.options.watched(fetch)(url, request);
    }
    const address = await this.#publicAddress(url);
    return this.options.watched(() => pinnedFetch(url, address, request))(url, request);
  }

  async #publicAddress(url: string): Promise<string> {
    try {
      return await resolvePublicAddress(url, 'n8nWebhookUrl', this.options.allowedHosts);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      throw new ProviderError(`n8n: ${error.message}`, {
        room: 'llm',
        provider: this.info.name,
        category: 'invalid-request',
        cause: error,
      });
    }
  }

  #failure(category: ProviderError['category'], what: string, response?: Response): ProviderError {
    const provider = this.info.name;
    const status = response === undefined ? {} : { statusCode: response.status };
    return new ProviderError(`n8n: ${what}`, { room: 'llm', provider, category, ...status });
  }
}
