import type { GenerateOptions, LanguageModelStep } from '@vox/voice-core';

import { type AppConfig, llmProviders } from '../config';

export type LlmProviderName = (typeof llmProviders)[number];

export type LlmStep = { readonly provider: LlmProviderName; readonly model?: string };

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
 * The server's order is its first provider, then n8n, then local. The model of a request belongs to the first provider
 * only: another one does not know it. The demo responder never stands in for a real model.
 */
export function stepsOf(
  llm: LlmConfig,
  { steps, model, n8nWebhookUrl: ownWebhook }: Partial<GenerateOptions>,
): LlmStep[] {
  const configured = new Set(configuredProviders(llm));
  if (ownWebhook !== undefined) configured.add('n8n');
  const route =
    steps === undefined
      ? withModel(serverOrder(llm, configured), model)
      : steps.filter((step): step is LlmStep => isConfigured(step, configured));
  return llm.LLM_FALLBACK_ENABLED ? route : route.slice(0, 1);
}

function serverOrder(llm: LlmConfig, configured: ReadonlySet<LlmProviderName>): LlmProviderName[] {
  const first = llm.LLM_PROVIDER ?? llmProviders.find((name) => configured.has(name)) ?? 'demo';
  if (first === 'demo') return ['demo'];
  const others: LlmProviderName[] = [
    ...(llm.N8N_FALLBACK_ENABLED ? ['n8n' as const] : []),
    'local',
  ];
  return [first, ...others.filter((name) => name !== first && configured.has(name))];
}

function withModel(order: readonly LlmProviderName[], model: string | undefined): LlmStep[] {
  return order.map((provider, index) => ({
    provider,
    ...(index === 0 && model !== undefined ? { model } : {}),
  }));
}

function isConfigured(step: LanguageModelStep, configured: ReadonlySet<string>): boolean {
  return configured.has(step.provider);
}
