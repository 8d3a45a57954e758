import type { Fetch } from '@vox/outbound';
import type { ProviderInfo } from '@vox/voice-core';

import { OpenAiCompatibleLanguageModel } from '../openai-compatible/openai-compatible-language-model.adapter';

export type OpenRouterSettings = {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly model: string;
  /** Of one that is not the environment's. */
  readonly info?: ProviderInfo | undefined;
};

/**
 * OpenRouter: many models behind one key.
 * @see https://openrouter.ai/docs/api-reference/overview#headers
 */
export function openRouterLanguageModel(
  { info, ...settings }: OpenRouterSettings,
  transport: { readonly fetch: Fetch; readonly timeoutMs: number },
): OpenAiCompatibleLanguageModel {
  return new OpenAiCompatibleLanguageModel({
    ...settings,
    ...transport,
    info: info ?? {
      name: 'openrouter',
      label: `OpenRouter (${settings.model})`,
      isEmbedded: false,
    },
    tellsCostUsd: true,
    // Who asks, for OpenRouter's own statistics; both are optional there.
    headers: { 'HTTP-Referer': 'https://voxbridge.local', 'X-Title': 'VoxBridge' },
  });
}
