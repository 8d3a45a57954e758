import type { Fetch } from '@vox/outbound';

import { OpenAiCompatibleLanguageModel } from '../openai-compatible/openai-compatible-language-model.adapter';

export type LocalSettings = {
  /** With or without its `/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** The first that the server lists and that chats when absent. */
  readonly model?: string | undefined;
};

/** A server of one's own: Ollama, llama.cpp, vLLM, LM Studio. */
export function localLanguageModel(
  settings: LocalSettings,
  transport: { readonly fetch: Fetch; readonly timeoutMs: number },
): OpenAiCompatibleLanguageModel {
  const model = settings.model ?? 'its first model';
  return new OpenAiCompatibleLanguageModel({
    ...settings,
    ...transport,
    info: { name: 'local', label: `Local model (${model})`, isEmbedded: false },
  });
}
