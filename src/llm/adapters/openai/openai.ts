import type { Fetch } from '@vox/outbound';

import { OpenAiCompatibleLanguageModel } from '../openai-compatible/openai-compatible-language-model.adapter';

export type OpenAiSettings = {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
};

/** OpenAI's own service. */
export function openAiLanguageModel(
  settings: OpenAiSettings,
  transport: { readonly fetch: Fetch; readonly timeoutMs: number },
): OpenAiCompatibleLanguageModel {
  return new OpenAiCompatibleLanguageModel({
    ...settings,
    ...transport,
    info: { name: 'openai', label: `OpenAI (${settings.model})`, isEmbedded: false },
    tokenLimit: 'max_completion_tokens',
    // Its reasoning models answer 400 to any temperature but 1.
    hasFixedTemperature: (model) => /(^|\/)(o\d|gpt-5)(?!-chat)/u.test(model),
  });
}
