import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
} from '@nestjs/common';
import { ProviderMonitor } from '@vox/outbound';
import {
  type ChatMessage,
  childController,
  Clock,
  Conversations,
  type DeliveredReply,
  type DeliveryOutcome,
  type GenerateOptions,
  LanguageModel,
  type LanguageModelStep,
  type ModelChoice,
  prefetch,
  type ProviderHealth,
  type ProviderInfo,
  type ReplyDelivery,
  type ReplyPart,
  requireUnspent,
  SpendingLimits,
  UNKNOWN_BILLING,
  untilAborted,
  UsageMeter,
} from '@vox/voice-core';

import { AppConfig } from '../config';
import { withAgentSettings } from './agent-settings';
import { canBeChecked, llmChecks, llmHealth, llmProviderState } from './llm-health';
import { type LlmProvider, LlmProviders } from './llm-providers';
import { LlmRouter } from './llm-router';
import type { LlmProviderState, ResponseOptions } from './llm.types';
import { redactedReply } from './redacted-reply';
import type { ReplyTroubles } from './reply-troubles';
import { RunningReplies } from './running-replies';
import { inOnePiece } from './spoken-reply';
import { loadTokenizer } from './tokens/token-count';

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
  readonly #running = new RunningReplies();
  readonly #router: LlmRouter;
  readonly #monitor: ProviderMonitor<LlmProvider>;

  constructor(
    private readonly providers: LlmProviders,
    private readonly config: AppConfig,
    clock: Clock,
    @Optional() private readonly conversations?: Conversations,
    @Optional() meter?: UsageMeter,
    @Optional() private readonly limits?: SpendingLimits,
  ) {
    super();
    const router = new LlmRouter(providers, config.llm, clock, meter);
    this.#router = router;
    this.#monitor = new ProviderMonitor(
      () => [...router.serverProviders, ...router.otherProviders].filter(canBeChecked),
      llmChecks(clock),
    );
  }

  /** Retries and fallbacks, as they happen. */
  get troubles(): ReplyTroubles {
    return this.#router.troubles;
  }

  /** The provider that would be asked now. */
  override get info(): ProviderInfo {
    return this.#router.current();
  }

  override infoFor(options: ModelChoice): ProviderInfo {
    return this.#router.current(options);
  }

  /** True when any provider that these options lead to, be it the last resort, acts when it is asked. */
  override actsWhenAsked(options: Omit<GenerateOptions, 'signal'>): boolean {
    return this.#router.mayAct(options);
  }

  override stepsFor(options: Pick<GenerateOptions, 'steps' | 'model'>): LanguageModelStep[] {
    return this.#router.stepsFor(options);
  }

  /**
   * Answers the last message. `reply-start` says who answers; then the port's promises hold.
   * @throws ProviderError of the provider that was asked last, also in mid-reply. LimitReachedError before anybody is asked.
   */
  override async *generate(
    messages: readonly ChatMessage[],
    options: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    requireUnspent(this.limits, options.billing ?? UNKNOWN_BILLING);
    const { controller, release } = childController(options.signal);
    const { signal } = controller;
    const forget = this.#running.add(options.requester?.sessionId ?? '', controller);
    try {
      const routed = this.#redacted(messages, { ...options, signal });
      const reply = this.config.llm.LLM_STREAMING_ENABLED ? routed : inOnePiece(routed);
      yield* untilAborted(prefetch(reply, READ_AHEAD_PARTS), signal);
    } finally {
      forget();
      release();
      // The reader has left: whatever still runs upstream is closed.
      controller.abort('superseded');
    }
  }

  #redacted(
    messages: readonly ChatMessage[],
    { redact = [], ...options }: GenerateOptions,
  ): AsyncIterable<ReplyPart> {
    const kinds = [...this.config.privacy.REDACT_FOR_MODELS, ...redact];
    if (kinds.length === 0) return this.#router.reply(messages, options);
    return redactedReply(messages, kinds, (told) => this.#router.reply(told, options));
  }

  /**
   * The reply of a session's agent to `text` as its next message, piece by piece (in one piece when `stream` is false).
   *
   * Asked for as the agent is set: its providers, model, temperature, token limit and webhook, each unless `options` names
   * it. The newest `contextLimit` (10) messages go before the text; neither it nor the reply is added to the conversation,
   * which is the caller's to do. Ends quietly when `signal` aborts or `cancelGeneration` is called.
   * @throws ProviderError when no provider answers, or one fails in mid-reply.
   */
  async *generateResponse(
    sessionId: string,
    text: string,
    options: ResponseOptions = {},
  ): AsyncGenerator<string, void, void> {
    const { stream = true, contextLimit = CONTEXT_LIMIT, userId = '', ...more } = options;
    const [context = [], agent] = await Promise.all([
      this.conversations?.getConversationContext(sessionId, { limit: contextLimit }),
      this.conversations?.getAgentConfig(sessionId),
    ]);
    const { agentName = agent?.name ?? '', ...asked } = more;
    const reply = this.generate([...context, { role: 'user', content: text }], {
      ...(agent === undefined ? asked : withAgentSettings(agent, asked)),
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
    const { serverProviders, otherProviders } = this.#router;
    return Promise.resolve(llmHealth(serverProviders, otherProviders, this.#monitor));
  }

  /** The server's providers in the order in which they are asked, for health pages and metrics. */
  providerStates(): LlmProviderState[] {
    return this.#router.serverProviders.map((provider) =>
      llmProviderState(provider, this.#monitor),
    );
  }

  /** Asks the servers now. Never rejects. */
  checkHealth(): Promise<void> {
    return this.#monitor.checkAll();
  }

  onApplicationBootstrap(): void {
    const intervalMs = this.config.llm.LLM_HEALTH_INTERVAL_SECONDS * 1000;
    if (this.#monitor.start(intervalMs)) void this.#monitor.checkAll();
    const counts = this.#router.serverProviders.some(({ adapter }) => !adapter.info.isEmbedded);
    if (counts) loadTokenizer();
  }

  onApplicationShutdown(): void {
    this.#monitor.stop();
    this.#running.stopAll('shutdown');
  }
}
