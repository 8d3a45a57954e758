import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import { type Fetch, splitCredentials, wasNeverSent } from '@vox/outbound';
import {
  type ChatMessage,
  type Clock,
  type DeliveredReply,
  type GenerateOptions,
  InvalidInputError,
  LanguageModel,
  type ProviderHealth,
  ProviderError,
  type ReplyPart,
  type RequestHeader,
  type VoiceSettings,
} from '@vox/voice-core';

import { toProviderError } from '../provider-failure';
import type { AwaitedReply, CallbackReplies } from './callback-replies';
import type { N8nAnswer } from './find-answer';
import { failure } from './n8n-failure';
import { toN8nRequest } from './n8n-request';
import { readAnswers } from './read-answers';
import { readRefusal } from './refusal';
import { decodedText } from './text-lines';
import { readOptions } from './tts-options';
import { callWebhook, type WebhookRules, type WebhookTarget } from './webhook';

export type N8nOptions = WebhookRules & {
  /** The server's own webhook; agents may bring theirs. */
  readonly webhookUrl?: string | undefined;
  /** What it wants to be called with, unless that is in its URL. */
  readonly webhookHeader?: RequestHeader | undefined;
  /** `callback`: the answer to the request is not read, the reply is delivered later. */
  readonly replyMode: 'response' | 'callback';
  readonly isStreamed: boolean;
  readonly callbacks: CallbackReplies;
  readonly clock: Clock;
  /** Made for the fetch that connects: limits how long a connection may be silent once the workflow speaks. */
  readonly watched: (fetch: Fetch, isWatching: () => boolean) => Fetch;
};

type Piece = { readonly text: string; readonly settings: VoiceSettings | undefined };

/**
 * An n8n workflow behind a webhook. It gets the whole conversation and may answer in any way n8n knows, and by calling
 * the server before or after that. An answer without words is an answer: an empty reply.
 *
 * An agent's own webhook is reached at a checked public address only, unless the operator allows another.
 * @see https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/
 */
export class N8nLanguageModel extends LanguageModel {
  readonly #logger = new Logger(N8nLanguageModel.name);
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
    const { sessionId = randomUUID(), turnId } = options.requester ?? {};
    const awaited = this.options.callbacks.expect(sessionId, turnId);
    let end: Parameters<AwaitedReply['close']>[0] = 'owed';
    try {
      let hasWords = false;
      const pieces = this.#ask(messages, options, awaited, signal, () => hasWords);
      for await (const { text, settings } of this.#firstOf(pieces, awaited, signal)) {
        if (!hasWords && settings !== undefined) yield { type: 'reply-voice', settings };
        hasWords = true;
        end = 'answered';
        yield { type: 'reply-delta', text };
      }
      if (!signal.aborted) yield { type: 'reply-end', finishReason: 'stop' };
    } catch (error) {
      if (isNotRun(error)) end = 'not-run';
      throw error;
    } finally {
      awaited.close(end);
    }
  }

  /**
   * The reply that comes first: the workflow's answer to the request, or what it delivers before it has begun to answer.
   * Never both: once words of the answer are given a delivery is refused, and once one was taken the answer is dropped.
   */
  async *#firstOf(
    answer: AsyncGenerator<Piece, 'complete' | 'later', void>,
    awaited: AwaitedReply,
    signal: AbortSignal,
  ): AsyncGenerator<Piece, void, void> {
    const ended = aborted(signal);
    for (let isAnswering = false; ;) {
      const next = answer.next();
      // Whoever delivers first leaves the other one unheard, failures included.
      next.catch(() => undefined);
      if (!isAnswering) {
        await Promise.race([next.catch(() => undefined), awaited.delivered, ended]);
        if (awaited.hasArrived) return yield this.#delivered(await awaited.delivered);
        if (signal.aborted) return;
      }
      const step = await next;
      if (step.done !== true) {
        if (!isAnswering) awaited.answering();
        isAnswering = true;
        yield step.value;
      } else if (isAnswering || step.value === 'complete') return;
      else break;
    }
    const reply = await Promise.race([awaited.delivered, ended]);
    if (reply !== undefined) yield this.#delivered(reply);
  }

  /** What the workflow answers to the request, from words on; `later`: it calls the server. */
  async *#ask(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
    awaited: AwaitedReply,
    signal: AbortSignal,
    hasWords: () => boolean,
  ): AsyncGenerator<Piece, 'complete' | 'later', void> {
    const { replyMode, isStreamed, clock } = this.options;
    const request = toN8nRequest(messages, options, {
      turnId: awaited.turnId,
      useStreaming: isStreamed && replyMode === 'response',
      nowMs: clock.wallMs(),
    });
    const target = this.#target(options);
    options.onSent?.();
    const response = await this.#post(target, JSON.stringify(request), signal, hasWords);
    if (!response.ok) throw await this.#refused(response, target, signal);
    if (replyMode === 'callback') {
      await response.body?.cancel();
      return 'later';
    }
    const { body, headers } = response;
    const header = this.#voice(headers.get('x-tts-options') ?? undefined);
    if (body === null) return 'complete';
    let held = '';
    let voice = header;
    for await (const answer of readAnswers(decodedText(body), request)) {
      if (answer.type === 'started') return 'later';
      if (answer.type !== 'reply') this.#tellUnknown(answer, target);
      else {
        held += answer.text;
        // The header is the author's last word, so it wins.
        voice ??= this.#voice(answer.options);
        if (held.trim() === '') continue;
        yield { text: held, settings: voice };
        held = '';
      }
    }
    return 'complete';
  }

  #delivered({ text, options }: DeliveredReply): Piece {
    return { text, settings: this.#voice(options) };
  }

  #voice(options: unknown): VoiceSettings | undefined {
    const { settings, ignored } = readOptions(options);
    if (ignored.length > 0) {
      this.#logger.warn(
        { provider: this.info.name, ignored },
        'The workflow wishes for a voice in a way that makes no sense; the reply is spoken without it',
      );
    }
    return settings;
  }

  #target({ n8nWebhookUrl: ownUrl, n8nWebhookHeader }: GenerateOptions): WebhookTarget {
    const { webhookUrl, webhookHeader } = this.options;
    const server = webhookUrl === undefined ? undefined : splitCredentials(webhookUrl);
    const own = ownUrl === undefined ? undefined : splitCredentials(ownUrl);
    const { url, header } = own ?? server ?? {};
    if (url === undefined) throw failure('invalid-request', 'has no webhook');
    const isOperators = server !== undefined && isSameUrl(url, server.url);
    const given = isOperators ? (server.header ?? webhookHeader) : undefined;
    return { url, header: header ?? n8nWebhookHeader ?? given, isOperators };
  }

  async #post(
    target: WebhookTarget,
    body: string,
    signal: AbortSignal,
    hasWords: () => boolean,
  ): Promise<Response> {
    const call = () => callWebhook(target, body, signal, this.options);
    try {
      return await this.options.watched(call, hasWords)(target.url);
    } catch (error) {
      const { host } = new URL(target.url);
      const refusal = error instanceof InvalidInputError || error instanceof ProviderError;
      if (!signal.aborted && refusal) {
        const { message: reason } = error;
        this.#logger.warn({ provider: this.info.name, host, reason }, 'The webhook is not called');
      }
      if (!(error instanceof InvalidInputError)) throw error;
      // A host that cannot be found may be found later.
      const category = error.cause === undefined ? 'invalid-request' : 'connectivity';
      throw failure(category, error.message, { cause: error });
    }
  }

  async #refused(
    response: Response,
    target: WebhookTarget,
    signal: AbortSignal,
  ): Promise<ProviderError> {
    const { statusCode, reason, error } = await readRefusal(response, this.options.clock, signal);
    const { host, pathname: path } = new URL(target.url);
    if (!signal.aborted) {
      this.#logger.warn(
        { provider: this.info.name, statusCode, host, path, ...(reason && { reason }) },
        'The webhook answered with an error',
      );
    }
    return error;
  }

  #tellUnknown(answer: N8nAnswer, target: WebhookTarget): void {
    if (answer.type !== 'unknown') return;
    const { host, pathname: path } = new URL(target.url);
    this.#logger.warn(
      { provider: this.info.name, host, path, keys: answer.keys },
      'The workflow answered without words: none of these keys is known to hold a reply',
    );
  }
}

/** Errors that come before any workflow ran. */
function isNotRun(error: unknown): boolean {
  if (error instanceof ProviderError && error.statusCode !== undefined) {
    const { statusCode } = error;
    return statusCode >= 400 && statusCode < 500 && statusCode !== 408;
  }
  return wasNeverSent(error);
}

function isSameUrl(one: string, other: string): boolean {
  return new URL(one).href === new URL(other).href;
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
