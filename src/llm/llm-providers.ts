import { CircuitBreaker, type Fetch, type Provider, watchedFetch } from '@vox/outbound';
import type { Clock, LanguageModel, RequestHeader } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import type { AppConfig } from '../config';
import { AnthropicLanguageModel } from './adapters/anthropic/anthropic-language-model.adapter';
import { DemoLanguageModel } from './adapters/demo/demo-language-model.adapter';
import { localLanguageModel } from './adapters/local/local';
import { CallbackReplies } from './adapters/n8n/callback-replies';
import { N8nLanguageModel } from './adapters/n8n/n8n-language-model.adapter';
import { openAiLanguageModel } from './adapters/openai/openai';
import { openRouterLanguageModel } from './adapters/openrouter/openrouter';
import { configuredProviders, type LlmProviderName, n8nWebhookUrl } from './llm-steps';

/** Agents' own webhooks whose state is remembered; the one unused for longest is forgotten first. */
const OWN_WEBHOOKS = 500;

/** One language model as the service sees it, with the time that it may take. */
export type LlmProvider = Provider<LanguageModel> & {
  readonly name: LlmProviderName;
  readonly firstTokenMs: number;
  /** Waited for its first word, which does not count as time of the reply. */
  readonly graceMs: number;
};

/** Every configured provider with its circuit breaker, made once: all sessions of the process share them. */
export class LlmProviders {
  readonly callbacks: CallbackReplies;
  readonly #providers = new Map<LlmProviderName, LlmProvider>();
  readonly #ownWebhooks = new LRUCache<string, CircuitBreaker>({ max: OWN_WEBHOOKS });

  constructor(
    private readonly llm: AppConfig['llm'],
    private readonly clock: Clock,
  ) {
    this.callbacks = new CallbackReplies(clock);
    for (const name of configuredProviders(llm)) this.#add(name);
    // Agents may have webhooks where the server has none.
    if (!this.#providers.has('n8n')) this.#add('n8n');
  }

  /** The provider as one request sees it: an agent's own webhook fails for itself, not for the others. */
  get(name: LlmProviderName, ownWebhook?: string, header?: RequestHeader): LlmProvider | undefined {
    const provider = this.#providers.get(name);
    if (provider === undefined || name !== 'n8n') return provider;
    if (ownWebhook === undefined || ownWebhook === n8nWebhookUrl(this.llm)) return provider;
    // Refused with one password, it may be open to the next.
    const asked =
      header === undefined ? ownWebhook : `${ownWebhook} ${header.name}: ${header.value}`;
    return { ...provider, breaker: this.#breakerOf(asked) };
  }

  #breakerOf(webhook: string): CircuitBreaker {
    const breaker = this.#ownWebhooks.get(webhook) ?? new CircuitBreaker(this.clock);
    this.#ownWebhooks.set(webhook, breaker);
    return breaker;
  }

  #add(name: LlmProviderName): void {
    const { llm } = this;
    const firstTokenMs =
      (name === 'n8n' ? llm.N8N_TIMEOUT_SECONDS : llm.LLM_FIRST_TOKEN_TIMEOUT_SECONDS) * 1000;
    this.#providers.set(name, {
      kind: 'llm',
      name,
      adapter: this.#make(name),
      breaker: new CircuitBreaker(this.clock),
      firstTokenMs,
      // Until it says its first word, N8N_TIMEOUT_SECONDS alone decides about a workflow.
      graceMs: name === 'n8n' ? firstTokenMs : 0,
    });
  }

  #make(name: LlmProviderName): LanguageModel {
    const { llm, clock } = this;
    const idleMs = llm.LLM_IDLE_TIMEOUT_SECONDS * 1000;
    const watched = (fetch: Fetch, isWatching?: () => boolean) =>
      watchedFetch(fetch, { kind: 'llm', provider: name }, idleMs, clock, isWatching);
    const transport = { fetch: watched(fetch), timeoutMs: llm.LLM_TIMEOUT_SECONDS * 1000 };
    switch (name) {
      case 'openrouter':
        return openRouterLanguageModel(
          {
            apiKey: llm.OPENROUTER_API_KEY ?? '',
            baseUrl: llm.OPENROUTER_BASE_URL,
            model: llm.OPENROUTER_MODEL,
          },
          transport,
        );
      case 'openai':
        return openAiLanguageModel(
          {
            apiKey: llm.OPENAI_API_KEY ?? '',
            baseUrl: llm.OPENAI_BASE_URL,
            model: llm.OPENAI_MODEL,
          },
          transport,
        );
      case 'anthropic':
        return new AnthropicLanguageModel({
          apiKey: llm.ANTHROPIC_API_KEY ?? '',
          baseUrl: llm.ANTHROPIC_BASE_URL,
          model: llm.ANTHROPIC_MODEL,
          ...transport,
        });
      case 'local':
        return localLanguageModel(
          {
            baseUrl: llm.LOCAL_LLM_BASE_URL ?? '',
            apiKey: llm.LOCAL_LLM_API_KEY,
            model: llm.LOCAL_LLM_MODEL,
          },
          transport,
        );
      case 'n8n':
        return new N8nLanguageModel({
          webhookUrl: n8nWebhookUrl(llm),
          webhookHeader: llm.N8N_WEBHOOK_AUTH,
          replyMode: llm.N8N_REPLY_MODE,
          isStreamed: llm.LLM_STREAMING_ENABLED,
          allowsPrivate: llm.OUTBOUND_ALLOW_PRIVATE,
          allowedHosts: llm.OUTBOUND_ALLOWED_HOSTS,
          callbacks: this.callbacks,
          clock,
          watched,
        });
      case 'demo':
        return new DemoLanguageModel();
    }
  }
}
