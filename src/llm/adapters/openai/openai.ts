import type { Fetch } from '@vox/outbound';
import type { ProviderInfo } from '@vox/voice-core';

import { OpenAiCompatibleLanguageModel } from '../openai-compatible/openai-compatible-language-model.adapter';

export type OpenAiSettings = {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  readonly model: string;
  /** Of one that is not the environment's. */
  readonly info?: ProviderInfo | undefined;
};

/** OpenAI's own service. */
export function openAiLanguageModel(
  { info, ...settings }: OpenAiSettings,
  transport: { readonly fetch: Fetch; readonly timeoutMs: number },
): OpenAiCompatibleLanguageModel {
  return new OpenAiCompatibleLanguageModel({
    ...settings,
    ...transport,
    info: info ?? { name: 'openai', label: `OpenAI (${settings.model})`, isEmbedded: false },
    tokenLimit: 'max_completion_tokens',
    // Its reasoning models answer 400 to any temperature but 1.
    hasFixedTemperature: (model) => /(^|\/)(o\d|gpt-5)(?!-chat)/u.test(model),
  });
}
