import type { GenerateOptions, LanguageModelStep } from '@vox/voice-core';

import { type AppConfig, llmProviders } from '../config';

export type LlmProviderName = (typeof llmProviders)[number];

/** `provider`: a name of the environment, or the id of a row. */
export type LlmStep = LanguageModelStep;

type LlmConfig = AppConfig['llm'];

/** The providers that have what they need, in the order in which one of them becomes the first. */
export function configuredProviders(llm: LlmConfig): LlmProviderName[] {
  const isConfigured: Readonly<Record<LlmProviderName, boolean>> = {
    openrouter: llm.OPENROUTER_API_KEY !== undefined,
    openai: llm.OPENAI_API_KEY !== undefined,
    anthropic: llm.ANTHROPIC_API_KEY !== undefined,
    local: llm.LOCAL_LLM_BASE_URL !== undefined,
    n8n: n8nWebhookUrl(llm) !== undefined,
    demo: true,
  };
  return llmProviders.filter((name) => isConfigured[name]);
}

/** The server's own webhook, or its test webhook while that is asked for. */
export function n8nWebhookUrl(llm: LlmConfig): string | undefined {
  return llm.N8N_TEST_MODE ? llm.N8N_WEBHOOK_TEST_URL : llm.N8N_WEBHOOK_URL;
}

/**
 * Which providers are asked for one reply, first to last; none when nothing that was asked for is configured.
 *
 * The server's order is its first provider, then n8n, then local, then what people have added. The model of a request
 * belongs to the first provider only: another one does not know it. The demo responder never stands in for a real model.
 * @param rows Ids of what people have added and may be asked, in their order.
 */
export function stepsOf(
  llm: LlmConfig,
  { steps, model, n8nWebhookUrl: ownWebhook }: Partial<GenerateOptions>,
  rows: readonly string[] = [],
): LlmStep[] {
  const configured = new Set(configuredProviders(llm));
  if (ownWebhook !== undefined) configured.add('n8n');
  const known = new Set<string>([...configured, ...rows]);
  const route =
    steps === undefined
      ? withModel(serverOrder(llm, configured, rows), model)
      : steps.filter(({ provider }) => known.has(provider));
  return llm.LLM_FALLBACK_ENABLED ? route : route.slice(0, 1);
}

function serverOrder(
  llm: LlmConfig,
  configured: ReadonlySet<LlmProviderName>,
  rows: readonly string[],
): readonly string[] {
  const first = llm.LLM_PROVIDER ?? llmProviders.find((name) => configured.has(name)) ?? 'demo';
  // Asked for by name it is what answers; otherwise it answers while there is nothing else.
  if (first === 'demo') return llm.LLM_PROVIDER === 'demo' || rows.length === 0 ? ['demo'] : rows;
  const others: LlmProviderName[] = [
    ...(llm.N8N_FALLBACK_ENABLED ? ['n8n' as const] : []),
    'local',
  ];
  return [first, ...others.filter((name) => name !== first && configured.has(name)), ...rows];
}

function withModel(order: readonly string[], model: string | undefined): LlmStep[] {
  return order.map((provider, index) => ({
    provider,
    ...(index === 0 && model !== undefined ? { model } : {}),
  }));
}
