import { type Fetch, guardedFetch, watchedFetch } from '@vox/outbound';
import type { Clock, LanguageModel, ProviderInfo } from '@vox/voice-core';

import type { AppConfig } from '../config';
import { AnthropicLanguageModel } from './adapters/anthropic/anthropic-language-model.adapter';
import { DemoLanguageModel } from './adapters/demo/demo-language-model.adapter';
import { localLanguageModel } from './adapters/local/local';
import type { CallbackReplies } from './adapters/n8n/callback-replies';
import { N8nLanguageModel } from './adapters/n8n/n8n-language-model.adapter';
import { openAiLanguageModel } from './adapters/openai/openai';
import { openRouterLanguageModel } from './adapters/openrouter/openrouter';
import type { LlmProviderRow, LlmRowKind } from './llm-provider-row';
import { type LlmProviderName, n8nWebhookUrl } from './llm-steps';

type LlmConfig = AppConfig['llm'];

type ServerSettings = {
  readonly apiKey?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly model?: string | undefined;
};

type Transport = { readonly fetch: Fetch; readonly timeoutMs: number };

/** The adapter of a provider that the environment configures. */
export function environmentModel(
  name: LlmProviderName,
  llm: LlmConfig,
  clock: Clock,
  callbacks: CallbackReplies,
): LanguageModel {
  const watched = (given: Fetch, isWatching?: () => boolean) =>
    watch(name, given, llm, clock, isWatching);
  switch (name) {
    case 'n8n':
      return new N8nLanguageModel({
        webhookUrl: n8nWebhookUrl(llm),
        webhookHeader: llm.N8N_WEBHOOK_AUTH,
        replyMode: llm.N8N_REPLY_MODE,
        isStreamed: llm.LLM_STREAMING_ENABLED,
        allowsPrivate: llm.OUTBOUND_ALLOW_PRIVATE,
        allowedHosts: llm.OUTBOUND_ALLOWED_HOSTS,
        callbacks,
        clock,
        watched,
      });
    case 'demo':
      return new DemoLanguageModel();
    default:
      return serverModel(name, environmentSettings(name, llm), {
        fetch: watched(fetch),
        timeoutMs: llm.LLM_TIMEOUT_SECONDS * 1000,
      });
  }
}

/** The adapter of a server that people have added, which may be anywhere but where no server of theirs can be. */
export function rowModel(row: LlmProviderRow, llm: LlmConfig, clock: Clock): LanguageModel {
  const { name, kind } = row;
  const settings = rowSettings(row, llm);
  const label = settings.model === undefined ? name : `${name} (${settings.model})`;
  const transport = {
    fetch: watch(name, guardedFetch({ kind: 'llm', provider: name }), llm, clock),
    timeoutMs: llm.LLM_TIMEOUT_SECONDS * 1000,
  };
  return serverModel(kind, settings, transport, { name, label, isEmbedded: false });
}

/** Where a row leads and what it asks for, with what the server has for its kind where it says nothing. */
function rowSettings(
  { kind, baseUrl, apiKey, model }: LlmProviderRow,
  llm: LlmConfig,
): ServerSettings {
  const usual = usualSettings(kind, llm);
  return { baseUrl: baseUrl ?? usual.baseUrl, model: model ?? usual.model, apiKey };
}

/** What holds for a row that says nothing else; nothing of a local one: one's own server tells nothing of another. */
export function usualSettings(
  kind: LlmRowKind,
  llm: LlmConfig,
): Pick<ServerSettings, 'baseUrl' | 'model'> {
  if (kind === 'local') return {};
  const { baseUrl, model } = environmentSettings(kind, llm);
  return { baseUrl, model };
}

/** What the environment says of a server of that kind. */
export function environmentSettings(kind: LlmRowKind, llm: LlmConfig): ServerSettings {
  switch (kind) {
    case 'openrouter':
      return {
        apiKey: llm.OPENROUTER_API_KEY,
        baseUrl: llm.OPENROUTER_BASE_URL,
        model: llm.OPENROUTER_MODEL,
      };
    case 'openai':
      return {
        apiKey: llm.OPENAI_API_KEY,
        baseUrl: llm.OPENAI_BASE_URL,
        model: llm.OPENAI_MODEL,
      };
    case 'anthropic':
      return {
        apiKey: llm.ANTHROPIC_API_KEY,
        baseUrl: llm.ANTHROPIC_BASE_URL,
        model: llm.ANTHROPIC_MODEL,
      };
    case 'local':
      return {
        apiKey: llm.LOCAL_LLM_API_KEY,
        baseUrl: llm.LOCAL_LLM_BASE_URL,
        model: llm.LOCAL_LLM_MODEL,
      };
  }
}

function serverModel(
  kind: LlmRowKind,
  { apiKey, baseUrl = '', model = '' }: ServerSettings,
  transport: Transport,
  info?: ProviderInfo,
): LanguageModel {
  switch (kind) {
    case 'openrouter':
      return openRouterLanguageModel({ apiKey, baseUrl, model, info }, transport);
    case 'openai':
      return openAiLanguageModel({ apiKey, baseUrl, model, info }, transport);
    case 'anthropic':
      return new AnthropicLanguageModel({ apiKey, baseUrl, model, info, ...transport });
    case 'local':
      return localLanguageModel(
        { apiKey, baseUrl, model: model === '' ? undefined : model, info },
        transport,
      );
  }
}

function watch(
  provider: string,
  given: Fetch,
  llm: LlmConfig,
  clock: Clock,
  isWatching?: () => boolean,
): Fetch {
  const idleMs = llm.LLM_IDLE_TIMEOUT_SECONDS * 1000;
  return watchedFetch(given, { kind: 'llm', provider }, idleMs, clock, isWatching);
}
