import { Logger } from '@nestjs/common';
import { firstThatAnswers, wasNeverSent } from '@vox/outbound';
import {
  type ChatMessage,
  type Clock,
  type GenerateOptions,
  type ModelChoice,
  ProviderError,
  type ProviderInfo,
  type ReplyPart,
  type UsageMeter,
} from '@vox/voice-core';

import type { AppConfig } from '../config';
import { askProvider } from './ask-provider';
import { OnlyContent } from './content/only-content';
import type { LlmProvider, LlmProviders } from './llm-providers';
import { type LlmStep, stepsOf } from './llm-steps';
import { asking, ReplyTroubles } from './reply-troubles';
import { redactError } from './redact-error';
import { WordlessReplyError } from './spoken-reply';

/** At the end of a label: the model that a provider is asked for where nobody names one. */
const OWN_MODEL = / \([^()]*\)$/u;

type LlmConfig = AppConfig['llm'];

/** What is known of one reply while its providers are asked in turn. */
type RouteRun = {
  readonly endAtMs: number;
  /** Why those before did not answer. */
  readonly reasons: string[];
  /** One that acts was asked: whatever came of it, no other one may act for the same words. */
  hasActed: boolean;
};

/** Finds for each reply the provider that gives it. */
export class LlmRouter {
  readonly troubles = new ReplyTroubles();
  readonly #logger = new Logger(LlmRouter.name);
  readonly #content: OnlyContent;

  constructor(
    private readonly providers: LlmProviders,
    private readonly llm: LlmConfig,
    private readonly clock: Clock,
    private readonly meter?: UsageMeter,
  ) {
    this.#content = new OnlyContent({ isWhole: !llm.LLM_STREAMING_ENABLED });
  }

  /** Those of the server's own order, first to last. */
  get serverProviders(): LlmProvider[] {
    return this.stepsFor({}).flatMap(({ provider }) => this.providers.get(provider) ?? []);
  }

  /** What people have added beside the server's own order: agents may ask them. */
  get otherProviders(): LlmProvider[] {
    const asked = new Set(this.serverProviders.map(({ id }) => id));
    const others = this.providers.rowIds.filter((id) => !asked.has(id));
    return others.flatMap((id) => this.providers.get(id) ?? []);
  }

  /** The provider that would be asked now with these options; its label names the model that it would be asked for. */
  current(options: ModelChoice = {}): ProviderInfo {
    const order = this.stepsFor(options).flatMap((step) => {
      const provider = this.providers.get(step.provider, options.n8nWebhookUrl);
      return provider === undefined ? [] : [{ provider, model: step.model }];
    });
    const able = order.find(({ provider }) => provider.breaker.state !== 'open') ?? order[0];
    if (able === undefined) return { name: 'none', label: 'no language model', isEmbedded: false };
    const { info } = able.provider.adapter;
    if (able.model === undefined) return info;
    return { ...info, label: `${info.label.replace(OWN_MODEL, '')} (${able.model})` };
  }

  /** Who is asked with these options, first to last. */
  stepsFor(options: Partial<GenerateOptions>): LlmStep[] {
    return stepsOf(this.llm, options, this.providers.rowIds);
  }

  /** True when any provider that these options lead to, be it the last resort, acts when it is asked. */
  mayAct(options: Omit<GenerateOptions, 'signal'>): boolean {
    return this.stepsFor(options).some((step) => this.#acts(step, options));
  }

  /**
   * `reply-start` says who answers, then comes its reply. Moves on while a provider fails before its first part.
   * @throws ProviderError of the provider that was asked last, also in mid-reply, with nothing in it that was said.
   */
  async *reply(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    const endAtMs = this.clock.nowMs() + this.llm.LLM_TIMEOUT_SECONDS * 1000;
    const steps = this.stepsFor(options);
    if (steps.length === 0) throw noneConfigured(options);
    const run: RouteRun = { endAtMs, reasons: [], hasActed: false };
    yield* firstThatAnswers(
      steps.map((step) => ({
        name: this.providers.get(step.provider)?.name ?? step.provider,
        open: () => this.#ask(step, messages, options, run),
        isEligible: () => !run.hasActed || !this.#acts(step, options),
      })),
      {
        onFallback: (from, to, { category, statusCode }) => {
          run.reasons.push(`${from}: ${category}`);
          this.#logger.warn({ from, to, category, statusCode }, 'Asking the next language model');
          const who = { ...asking(options), provider: from, category };
          this.troubles.tell({ ...who, type: 'fallback', next: to });
        },
      },
    );
  }

  async *#ask(
    step: LlmStep,
    messages: readonly ChatMessage[],
    { model: _model, steps: _steps, ...options }: GenerateOptions,
    run: RouteRun,
  ): AsyncGenerator<ReplyPart, void, void> {
    const { llm, clock } = this;
    const { endAtMs } = run;
    const { n8nWebhookUrl, n8nWebhookHeader } = options;
    const provider = this.providers.get(step.provider, n8nWebhookUrl, n8nWebhookHeader);
    if (provider === undefined) throw noneConfigured({ steps: [step] });
    // Out of time before it was asked: that is not this provider's failure.
    if (clock.nowMs() >= endAtMs) throw outOfTime(step.provider);
    const request = {
      ...options,
      ...(step.model === undefined ? {} : { model: step.model }),
      temperature: options.temperature ?? llm.DEFAULT_LLM_TEMPERATURE,
      maxTokens: options.maxTokens ?? llm.DEFAULT_LLM_MAX_TOKENS,
    };
    const { name, hasSideEffects: acts = false } = provider.adapter.info;
    const reply = askProvider(provider, messages, request, {
      clock,
      content: this.#content,
      meter: this.meter,
      endAtMs,
      attempts: llm.LLM_MAX_ATTEMPTS,
      onRetry: ({ category, statusCode }, attempt) => {
        this.#logger.warn({ provider: name, category, statusCode, attempt }, 'Trying again');
        const who = { ...asking(options), provider: name, category };
        this.troubles.tell({ ...who, type: 'retry', attempt });
      },
    });
    let hasStarted = false;
    try {
      for await (const part of reply) {
        if (!hasStarted) yield toStart(name, run.reasons);
        hasStarted = true;
        yield part;
      }
    } catch (error) {
      if (acts && !wasNeverSent(error)) run.hasActed = true;
      if (error instanceof WordlessReplyError) {
        const { gave, wasCutOff } = error;
        const { maxTokens } = request;
        this.#logger.warn({ provider: name, gave, wasCutOff, maxTokens }, wordlessMessage(error));
      }
      throw redactError(error, messages, this.providers.secrets);
    }
  }

  #acts({ provider }: LlmStep, { n8nWebhookUrl }: Pick<GenerateOptions, 'n8nWebhookUrl'>) {
    return this.providers.get(provider, n8nWebhookUrl)?.adapter.info.hasSideEffects === true;
  }
}

function wordlessMessage({ wasCutOff }: WordlessReplyError): string {
  return wasCutOff
    ? 'The language model used up its token limit before it said a word: give it more (max_tokens, DEFAULT_LLM_MAX_TOKENS)'
    : 'The language model answered without a word';
}

function toStart(provider: string, reasons: readonly string[]): ReplyPart {
  const fallbackReason = reasons.join(', ');
  return {
    type: 'reply-start',
    provider,
    ...(fallbackReason === '' ? {} : { fallbackReason }),
  };
}

function noneConfigured({ steps }: Pick<GenerateOptions, 'steps'>): ProviderError {
  const names = steps?.map(({ provider }) => provider).join(', ') ?? '';
  return new ProviderError(`None of the agent's language models is configured: ${names}`, {
    kind: 'llm',
    provider: steps?.[0]?.provider ?? 'none',
    category: 'invalid-request',
  });
}

function outOfTime(provider: string): ProviderError {
  return new ProviderError('No time is left to ask another language model', {
    kind: 'llm',
    provider,
    category: 'timeout',
  });
}
