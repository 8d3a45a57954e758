import type { Fetch } from '@vox/outbound';
import type { ProviderInfo } from '@vox/voice-core';

import { OpenAiCompatibleLanguageModel } from '../openai-compatible/openai-compatible-language-model.adapter';

export type LocalSettings = {
  /** With or without its `/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** The first that the server lists and that chats when absent. */
  readonly model?: string | undefined;
  /** Of a server that is not the environment's. */
  readonly info?: ProviderInfo | undefined;
};

/** A server of one's own: Ollama, llama.cpp, vLLM, LM Studio. */
export function localLanguageModel(
  { info, ...settings }: LocalSettings,
  transport: { readonly fetch: Fetch; readonly timeoutMs: number },
): OpenAiCompatibleLanguageModel {
  const model = settings.model ?? 'its first model';
  return new OpenAiCompatibleLanguageModel({
    ...settings,
    ...transport,
    info: info ?? { name: 'local', label: `Local model (${model})`, isEmbedded: false },
  });
}
