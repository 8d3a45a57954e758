import {
  type ChatMessage,
  type GenerateOptions,
  LanguageModel,
  type ProviderHealth,
  type ProviderInfo,
  type ReplyPart,
} from '@vox/voice-core';

import { notBefore } from './not-before';
import { REPLY_TOKENS, TOKEN_MS, TTFT_MS } from './script';

/** Gives the same answer every time, token by token, each due at an instant counted from the call. */
export class TimedLanguageModel extends LanguageModel {
  override readonly info: ProviderInfo = {
    name: 'timed-llm',
    label: 'timed model (bench)',
    isEmbedded: true,
  };

  override async *generate(
    _messages: readonly ChatMessage[],
    { signal }: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    let dueAtMs = performance.now() + TTFT_MS;
    for (const text of REPLY_TOKENS) {
      await notBefore(dueAtMs, signal);
      if (signal.aborted) return;
      yield { type: 'reply-delta', text };
      dueAtMs += TOKEN_MS;
    }
    yield { type: 'reply-end', finishReason: 'stop' };
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: true });
  }
}
