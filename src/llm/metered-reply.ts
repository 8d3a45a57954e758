import {
  type ChatMessage,
  type GenerateOptions,
  type LanguageModel,
  type OpenUse,
  type ReplyPart,
  type TokenUsage,
  UNKNOWN_BILLING,
  type UsageMeter,
} from '@vox/voice-core';

import { countPromptTokens, countTokens } from './tokens/token-count';

/** Rough and cheap, for limits only. */
const CHARACTERS_PER_TOKEN = 4;

/**
 * What `model` says, with `meter` told what it took: as the model itself says, else counted, as of a reply that is given up.
 *
 * An abort of `options.signal` ends the use at once, whatever becomes of the stream. What fails before its first part, and
 * what was never sent, took nothing.
 */
export async function* meteredReply(
  model: LanguageModel,
  messages: readonly ChatMessage[],
  options: GenerateOptions,
  meter: UsageMeter | undefined,
): AsyncGenerator<ReplyPart, void, void> {
  if (meter === undefined) {
    yield* model.generate(messages, options);
    return;
  }
  const { signal, billing = UNKNOWN_BILLING } = options;
  const { name, isEmbedded } = model.info;
  const open = meter.begin({ kind: 'llm', name, isEmbedded }, billing);
  const use = new ReplyUse(open, messages, options, isEmbedded);
  const onAbort = () => use.end();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const part of model.generate(messages, { ...options, onSent: use.onSent })) {
      use.take(part);
      yield part;
    }
  } catch (error) {
    use.fail();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    use.end();
  }
}

/** What one request took, while its reply comes. */
class ReplyUse {
  #text = '';
  #model: string | undefined;
  #wasSent = false;
  #hasBegun = false;
  #usage: TokenUsage = {};
  #isOver = false;

  constructor(
    private readonly open: OpenUse,
    private readonly messages: readonly ChatMessage[],
    private readonly options: GenerateOptions,
    /** A model that is none: it has no tokens, and costs nothing. */
    private readonly isEmbedded: boolean,
  ) {
    this.#model = options.model;
  }

  readonly onSent = (model?: string): void => {
    this.#wasSent = true;
    this.#model = model ?? this.#model;
    this.options.onSent?.(model);
  };

  take(part: ReplyPart): void {
    this.#hasBegun = true;
    if (part.type === 'reply-delta') this.#text += part.text;
    else if (part.type === 'tool-call') this.#text += part.call.name + part.call.arguments;
    else if (part.type === 'reply-end') {
      this.#usage = part.usage ?? {};
      return this.end();
    }
    if (this.isEmbedded) return;
    const completionTokens = Math.ceil(this.#text.length / CHARACTERS_PER_TOKEN);
    this.open.progress({ completionTokens });
  }

  /** Refused, or not reached: nobody asks anything for it. */
  fail(): void {
    if (!this.#hasBegun) this.#wasSent = false;
    this.end();
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (!this.#wasSent && !this.#hasBegun) return this.open.end(undefined);
    const model = this.#model === undefined ? {} : { model: this.#model };
    if (this.isEmbedded) return this.open.end({ ...model, isEstimated: false });
    const { promptTokens, completionTokens, costUsd } = this.#usage;
    this.open.end({
      ...model,
      promptTokens: promptTokens ?? countPromptTokens(this.messages, this.options.tools),
      completionTokens: completionTokens ?? countTokens(this.#text),
      ...(costUsd === undefined ? {} : { costUsd }),
      isEstimated: promptTokens === undefined || completionTokens === undefined,
    });
  }
}
