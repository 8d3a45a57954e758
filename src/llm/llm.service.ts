import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
} from '@nestjs/common';
import { firstThatAnswers, wasNeverSent } from '@vox/outbound';
import {
  type ChatMessage,
  childController,
  Clock,
  Conversations,
  type DeliveredReply,
  type DeliveryOutcome,
  type GenerateOptions,
  LanguageModel,
  prefetch,
  type ProviderHealth,
  ProviderError,
  type ProviderInfo,
  type ReplyDelivery,
  type ReplyPart,
  untilAborted,
} from '@vox/voice-core';

import { AppConfig } from '../config';
import { askProvider } from './ask-provider';
import { OnlyContent } from './content/only-content';
import { hushed } from './hushed';
import type { LlmProviderState, ResponseOptions } from './llm.types';
import { LlmProviders } from './llm-providers';
import { routeOf, type RouteStep } from './llm-route';
import { modelHealth, modelState } from './model-health';
import { ModelMonitor } from './model-monitor';
import { RunningReplies } from './running-replies';
import { inOnePiece, WordlessReplyError } from './spoken-reply';

/**
 * Parts read ahead of the reader. A reply is taken as fast as the model writes it, not as fast as it is spoken: the
 * deadlines then judge the model, and its connection is free again early. No reply has more parts (maxTokens).
 */
const READ_AHEAD_PARTS = 100_000;

/** Newest messages given to the model unless the caller says otherwise. */
const CONTEXT_LIMIT = 10;

/**
 * The language model of the server: asks the providers in order, with breaker, deadlines and retries.
 *
 * As a `LanguageModel` it serves the voice loop; `generateResponse` serves whoever has only a session and a text. What
 * has been given out is never taken back: a provider that fails after its first word fails the reply.
 */
@Injectable()
export class LlmService
  extends LanguageModel
  implements OnApplicationBootstrap, OnApplicationShutdown, ReplyDelivery
{
  readonly #logger = new Logger(LlmService.name);
  readonly #running = new RunningReplies();
  readonly #monitor = new ModelMonitor(() => this.#serverProviders());
  readonly #content: OnlyContent;

  constructor(
    private readonly providers: LlmProviders,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    @Optional() private readonly conversations?: Conversations,
  ) {
    super();
    this.#content = new OnlyContent({ isWhole: !config.llm.LLM_STREAMING_ENABLED });
  }

  /** The provider that would be asked now. */
  override get info(): ProviderInfo {
    const order = this.#serverProviders();
    const able = order.find(({ seat }) => seat.breaker.state !== 'open') ?? order[0];
    return able?.model.info ?? { name: 'none', label: 'no language model', isEmbedded: false };
  }

  /** True when any provider that these options lead to, be it the last resort, acts when it is asked. */
  override actsWhenAsked(options: Omit<GenerateOptions, 'signal'>): boolean {
    return routeOf(this.config.llm, options).some((step) => this.#acts(step, options));
  }

  /**
   * Answers the last message. `reply-start` says who answers; then the port's promises hold.
   * @throws ProviderError of the provider that was asked last, also in mid-reply.
   */
  override async *generate(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    const { controller, release } = childController(options.signal);
    const { signal } = controller;
    const forget = this.#running.add(options.requester?.sessionId ?? '', controller);
    try {
      const routed = this.#route(messages, { ...options, signal });
      const reply = this.config.llm.LLM_STREAMING_ENABLED ? routed : inOnePiece(routed);
      yield* untilAborted(prefetch(reply, READ_AHEAD_PARTS), signal);
    } finally {
      forget();
      release();
      // The reader has left: whatever still runs upstream is closed.
      controller.abort('superseded');
    }
  }

  /**
   * The reply to `text` as the next message of a session, piece by piece (in one piece when `stream` is false).
   *
   * The newest `contextLimit` (10) messages go before it; neither it nor the reply is added to the conversation, which is
   * the caller's to do. Ends quietly when `signal` aborts or `cancelGeneration` is called.
   * @throws ProviderError when no provider answers, or one fails in mid-reply.
   */
  async *generateResponse(
    sessionId: string,
    text: string,
    options: ResponseOptions = {},
  ): AsyncGenerator<string, void, void> {
    const { stream = true, contextLimit = CONTEXT_LIMIT, userId = '', agentName = '' } = options;
    const context = await this.conversations?.getConversationContext(sessionId, {
      limit: contextLimit,
    });
    const { stream: _s, contextLimit: _c, userId: _u, agentName: _a, ...overrides } = options;
    const reply = this.generate([...(context ?? []), { role: 'user', content: text }], {
      ...overrides,
      requester: { sessionId, userId, agentName },
      signal: options.signal ?? new AbortController().signal,
    });
    for await (const part of stream ? reply : inOnePiece(reply)) {
      if (part.type === 'reply-delta') yield part.text;
    }
  }

  /** The same as one string; what had come so far when it was cancelled. */
  async generateResponseComplete(
    sessionId: string,
    text: string,
    options: Omit<ResponseOptions, 'stream'> = {},
  ): Promise<string> {
    const pieces = await Array.fromAsync(this.generateResponse(sessionId, text, options));
    return pieces.join('');
  }

  /** Stops whatever is being generated for a session, wherever it was started. False when nothing was. */
  cancelGeneration(sessionId: string): boolean {
    return this.#running.stop(sessionId, 'superseded');
  }

  /** The reply of a workflow that answers by calling the server. */
  deliver(sessionId: string, reply: DeliveredReply): DeliveryOutcome {
    return this.providers.callbacks.deliver(sessionId, reply);
  }

  /** From what is known of the providers' use, and what they answered in the background: no request is made. */
  override health(): Promise<ProviderHealth> {
    return Promise.resolve(modelHealth(this.#serverProviders(), this.#monitor));
  }

  /** The server's providers in the order in which they are asked, for health pages and metrics. */
  providerStates(): LlmProviderState[] {
    return this.#serverProviders().map((provider) => modelState(provider, this.#monitor));
  }

  /** Asks the servers now. Never rejects. */
  checkHealth(): Promise<void> {
    return this.#monitor.checkAll();
  }

  onApplicationBootstrap(): void {
    this.#monitor.start(this.config.llm.LLM_HEALTH_INTERVAL_SECONDS * 1000);
  }

  onApplicationShutdown(): void {
    this.#monitor.stop();
    this.#running.stopAll('shutdown');
  }

  async *#route(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    const { llm } = this.config;
    const endAtMs = this.clock.nowMs() + llm.LLM_TIMEOUT_SECONDS * 1000;
    const route = routeOf(llm, options);
    if (route.length === 0) throw noneConfigured(options);
    const run: RouteRun = { endAtMs, reasons: [], hasActed: false };
    yield* firstThatAnswers(
      route.map((step) => ({
        name: step.provider,
        open: () => this.#ask(step, messages, options, run),
        isEligible: () => !run.hasActed || !this.#acts(step, options),
      })),
      {
        onFallback: (from, to, { category, statusCode }) => {
          run.reasons.push(`${from}: ${category}`);
          this.#logger.warn({ from, to, category, statusCode }, 'Asking the next language model');
        },
      },
    );
  }

  async *#ask(
    step: RouteStep,
    messages: readonly ChatMessage[],
    { model: _model, steps: _steps, ...options }: GenerateOptions,
    run: RouteRun,
  ): AsyncGenerator<ReplyPart, void, void> {
    const { llm } = this.config;
    const { clock } = this;
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
    const { name, hasSideEffects: acts = false } = provider.model.info;
    const reply = askProvider(provider, messages, request, {
      clock,
      content: this.#content,
      endAtMs,
      attempts: llm.LLM_MAX_ATTEMPTS,
      onRetry: ({ category, statusCode }, attempt) =>
        this.#logger.warn({ provider: name, category, statusCode, attempt }, 'Trying again'),
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
      throw hushed(error, messages, secretsOf(llm));
    }
  }

  #acts({ provider }: RouteStep, { n8nWebhookUrl }: Pick<GenerateOptions, 'n8nWebhookUrl'>) {
    return this.providers.get(provider, n8nWebhookUrl)?.model.info.hasSideEffects === true;
  }

  #serverProviders() {
    return routeOf(this.config.llm, {}).flatMap(
      ({ provider }) => this.providers.get(provider) ?? [],
    );
  }
}

/** What is known of one reply while its providers are asked in turn. */
type RouteRun = {
  readonly endAtMs: number;
  /** Why those before did not answer. */
  readonly reasons: string[];
  /** One that acts was asked: whatever came of it, no other one may act for the same words. */
  hasActed: boolean;
};

/** What no provider's message may carry into a log. */
function secretsOf(llm: AppConfig['llm']): (string | undefined)[] {
  return [
    llm.OPENROUTER_API_KEY,
    llm.OPENAI_API_KEY,
    llm.ANTHROPIC_API_KEY,
    llm.LOCAL_LLM_API_KEY,
    llm.N8N_WEBHOOK_URL,
    llm.N8N_WEBHOOK_TEST_URL,
    llm.N8N_WEBHOOK_AUTH?.value,
  ];
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
