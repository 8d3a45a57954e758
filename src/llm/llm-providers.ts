import { CircuitBreaker, type Provider, shownUrl } from '@vox/outbound';
import { type Clock, entriesUpTo, type LanguageModel, type RequestHeader } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import type { AppConfig } from '../config';
import { CallbackReplies } from './adapters/n8n/callback-replies';
import { type LlmProviderRow, type LlmRowKind, llmRowKinds } from './llm-provider-row';
import { configuredProviders, type LlmProviderName, n8nWebhookUrl } from './llm-steps';
import { environmentModel, environmentSettings, rowModel, usualSettings } from './make-model';

/** Agents' own webhooks whose state is remembered; the one unused for longest is forgotten first. */
const OWN_WEBHOOKS = 500;

/** One language model as the service sees it, with the time that it may take. */
export type LlmProvider = Provider<LanguageModel> & {
  /** What steps name it by: a name of the environment, or a row's id. */
  readonly id: string;
  /** For logs, and for why it did not answer. */
  readonly name: string;
  readonly firstTokenMs: number;
  /** Waited for its first word, which does not count as time of the reply. */
  readonly graceMs: number;
};

/** A provider that the environment configures, as it may be shown: without its key, and without what its URL may hold of one. */
export type EnvironmentProvider = {
  readonly name: LlmProviderName;
  /** Absent where it leads nowhere, or its address is a secret (a workflow's). */
  readonly baseUrl?: string;
  readonly hasApiKey: boolean;
  readonly model?: string;
};

type KnownRow = { readonly row: LlmProviderRow; readonly provider: LlmProvider };

/**
 * Every provider with its circuit breaker, shared by all sessions of the process: those that the environment configures,
 * made once, and those that people have added, which come, change and go (`setRows`).
 */
export class LlmProviders {
  readonly callbacks: CallbackReplies;
  readonly #providers = new Map<string, LlmProvider>();
  readonly #ownWebhooks = new LRUCache<string, CircuitBreaker>(entriesUpTo(OWN_WEBHOOKS));
  #rows: ReadonlyMap<string, KnownRow> = new Map();

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
  get(id: string, ownWebhook?: string, header?: RequestHeader): LlmProvider | undefined {
    const provider = this.#providers.get(id) ?? this.#rows.get(id)?.provider;
    if (provider === undefined || id !== 'n8n') return provider;
    if (ownWebhook === undefined || ownWebhook === n8nWebhookUrl(this.llm)) return provider;
    // Refused with one password, it may be open to the next.
    const asked =
      header === undefined ? ownWebhook : `${ownWebhook} ${header.name}: ${header.value}`;
    return { ...provider, breaker: this.#breakerOf(asked) };
  }

  /** Those that the environment configures, in the order in which one of them becomes the first. */
  get environment(): readonly EnvironmentProvider[] {
    return configuredProviders(this.llm).map((name) => shown(name, this.llm));
  }

  /** Where a row of that kind leads that names no address, and which model it asks for that names none. */
  usual(kind: LlmRowKind): ReturnType<typeof usualSettings> {
    return usualSettings(kind, this.llm);
  }

  /** Ids of those that people have added, in the order in which they are asked. */
  get rowIds(): readonly string[] {
    return [...this.#rows.keys()];
  }

  /** What no message of a provider may carry into a log or an answer. */
  get secrets(): readonly string[] {
    const { llm } = this;
    return [
      llm.OPENROUTER_API_KEY,
      llm.OPENAI_API_KEY,
      llm.ANTHROPIC_API_KEY,
      llm.LOCAL_LLM_API_KEY,
      llm.N8N_WEBHOOK_URL,
      llm.N8N_WEBHOOK_TEST_URL,
      llm.N8N_WEBHOOK_AUTH?.value,
      ...[...this.#rows.values()].map(({ row }) => row.apiKey),
    ].filter((secret) => secret !== undefined);
  }

  /**
   * Those that people have added and that may be asked, first to last, from the next reply on; a reply that runs goes on.
   * One that has not changed keeps its circuit and what it has learned of its server.
   */
  setRows(rows: readonly LlmProviderRow[]): void {
    this.#rows = new Map(
      rows.map((row) => [row.id, { row, provider: this.#known(row) ?? this.ofRow(row) }]),
    );
  }

  /** A row as a provider, known to nobody else: to try it out. */
  ofRow(row: LlmProviderRow): LlmProvider {
    return this.#with(row.id, row.name, rowModel(row, this.llm, this.clock));
  }

  #known(row: LlmProviderRow): LlmProvider | undefined {
    const known = this.#rows.get(row.id);
    return known !== undefined && isSame(known.row, row) ? known.provider : undefined;
  }

  #breakerOf(webhook: string): CircuitBreaker {
    const breaker = this.#ownWebhooks.get(webhook) ?? new CircuitBreaker(this.clock);
    this.#ownWebhooks.set(webhook, breaker);
    return breaker;
  }

  #add(name: LlmProviderName): void {
    const adapter = environmentModel(name, this.llm, this.clock, this.callbacks);
    this.#providers.set(name, this.#with(name, name, adapter));
  }

  #with(id: string, name: string, adapter: LanguageModel): LlmProvider {
    const { llm } = this;
    const isWorkflow = id === 'n8n';
    const firstTokenMs =
      (isWorkflow ? llm.N8N_TIMEOUT_SECONDS : llm.LLM_FIRST_TOKEN_TIMEOUT_SECONDS) * 1000;
    return {
      kind: 'llm',
      id,
      name,
      adapter,
      breaker: new CircuitBreaker(this.clock),
      firstTokenMs,
      // Until it says its first word, N8N_TIMEOUT_SECONDS alone decides about a workflow.
      graceMs: isWorkflow ? firstTokenMs : 0,
    };
  }
}

function shown(name: LlmProviderName, llm: AppConfig['llm']): EnvironmentProvider {
  const kind = llmRowKinds.find((one) => one === name);
  if (kind === undefined) return { name, hasApiKey: false };
  const { apiKey, baseUrl = '', model } = environmentSettings(kind, llm);
  return {
    name,
    baseUrl: shownUrl(baseUrl),
    hasApiKey: apiKey !== undefined,
    ...(model === undefined ? {} : { model }),
  };
}

function isSame(one: LlmProviderRow, other: LlmProviderRow): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof LlmProviderRow>;
  return [...keys].every((key) => one[key] === other[key]);
}
