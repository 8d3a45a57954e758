import type { ChatMessage, ToolCall, ToolSpec } from './chat-message';
import type { PersonalKind } from './personal-kinds';
import type { ProviderHealth, ProviderInfo } from './provider';
import type { VoiceSettings } from './speech-synthesizer.port';
import type { Billing } from './usage-meter.port';

/** What a reply took, as far as its server says so. Each field is absent where it does not. */
export type TokenUsage = {
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  /** In US dollars, as the server itself has it. */
  readonly costUsd?: number;
};

/**
 * What a model says, in order.
 *
 * `reply-start`, once and first, says who answers; only routers give it. `reply-voice` says how the rest wants to be
 * spoken; few providers give it, and before any text. `tool-call` comes once for each call, whole, when all of it is
 * there; only where tools were offered. `reply-end` comes last, once: `length` when the token limit cut the reply off (the
 * last call, too), `tool-calls` when it waits for results, and `gave` says what came in place of words where that is known. What a model thinks is never
 * told; while it does, deltas without a text may say that it works.
 */
export type ReplyPart =
  | {
      readonly type: 'reply-start';
      /** `ProviderInfo.name`. */
      readonly provider: string;
      /** Why the providers before it did not answer; absent when it was the first one asked. */
      readonly fallbackReason?: string;
    }
  | { readonly type: 'reply-voice'; readonly settings: VoiceSettings }
  | { readonly type: 'reply-delta'; readonly text: string }
  | { readonly type: 'tool-call'; readonly call: ToolCall }
  | {
      readonly type: 'reply-end';
      readonly finishReason: 'stop' | 'length' | 'tool-calls' | 'unknown';
      readonly gave?:
        'thoughts' | 'a function call' | 'nothing that its content filter lets through';
      readonly usage?: TokenUsage;
    };

/** One provider in the order in which they are asked, with the model it is asked for. */
export type LanguageModelStep = { readonly provider: string; readonly model?: string };

/** Who asks: for providers that are told (an n8n workflow), and for cancelling by session. */
export type GenerateRequester = {
  readonly sessionId: string;
  readonly userId: string;
  readonly agentName: string;
  /** The turn that is answered: what a workflow delivers later is matched by it. */
  readonly turnId?: string;
};

/** A header that authenticates. A secret: it is never logged and never shown. */
export type RequestHeader = { readonly name: string; readonly value: string };

export type GenerateOptions = {
  /** Providers to try, first to last; the server's own order when absent. */
  readonly steps?: readonly LanguageModelStep[];
  /** An n8n workflow of the agent's own, instead of the server's. */
  readonly n8nWebhookUrl?: string;
  /** What that workflow wants to be called with. */
  readonly n8nWebhookHeader?: RequestHeader;
  readonly requester?: GenerateRequester;
  readonly model?: string;
  /** 0–2; the provider's own default when absent. */
  readonly temperature?: number;
  readonly maxTokens?: number;
  /** What it is told placeholders in the place of, beside what the server says. Of a router. */
  readonly redact?: readonly PersonalKind[];
  /** What the model may call. One that knows no tools, or refuses them, answers without. */
  readonly tools?: readonly ToolSpec[];
  /** `none`: it is to answer in words, though there are tools. `auto` when absent. */
  readonly toolChoice?: 'auto' | 'none';
  /** On whose account it is, and what for. */
  readonly billing?: Billing;
  /** Told as a request leaves, with its model where one is named. */
  readonly onSent?: (model?: string) => void;
  readonly signal: AbortSignal;
};

/** Which of several models is asked. */
export type ModelChoice = Pick<GenerateOptions, 'steps' | 'model' | 'n8nWebhookUrl'>;

export abstract class LanguageModel {
  abstract readonly info: ProviderInfo;

  /** Who would be asked first with these options: an agent's own, for one. */
  infoFor(_options: ModelChoice): ProviderInfo {
    return this.info;
  }

  /**
   * Whether asking with these options does something in the world (a workflow runs): then it is never asked ahead of
   * time, for words that may not be the last.
   */
  actsWhenAsked(_options: Omit<GenerateOptions, 'signal'>): boolean {
    return this.info.hasSideEffects === true;
  }

  /** Who is asked with these options, first to last, by the names that `steps` takes; empty when nobody can be. */
  stepsFor({ steps, model }: Pick<GenerateOptions, 'steps' | 'model'>): LanguageModelStep[] {
    const own = { provider: this.info.name, ...(model === undefined ? {} : { model }) };
    return [...(steps ?? [own])];
  }

  /**
   * Answers the last message of `messages` (oldest first; at most one system message, first).
   *
   * `reply-end` comes last, once. An abort ends the stream quietly and closes the upstream request.
   * @throws ProviderError when the provider fails, also in mid-stream.
   */
  abstract generate(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncIterable<ReplyPart>;

  /**
   * Ids of the models that may be asked for, the likeliest to chat first; none where there is nothing to choose.
   * @throws ProviderError when the list cannot be had.
   */
  models(_signal: AbortSignal): Promise<string[]> {
    return Promise.resolve([]);
  }

  abstract health(): Promise<ProviderHealth>;
}
