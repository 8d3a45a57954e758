import {
  type ChatMessage,
  type GenerateOptions,
  LanguageModel,
  type ProviderHealth,
  type ProviderInfo,
  type ReplyPart,
} from '@vox/voice-core';

import { demoInputFrom } from './demo-input';
import { answer } from './skills';

/**
 * Answers from a table of rules, so that a fresh installation can be talked to without key, network or GPU.
 *
 * It is no AI model and says so. It ignores system prompt, model and temperature; `maxTokens` counts words.
 */
export class DemoLanguageModel extends LanguageModel {
  override readonly info: ProviderInfo = {
    name: 'demo-responder',
    label: 'demo responder, not an AI model',
    isEmbedded: true,
  };
  readonly #now: () => Date;

  constructor(now: () => Date = () => new Date()) {
    super();
    this.#now = now;
  }

  /** Word by word, as fast as it is read. */
  override async *generate(
    messages: readonly ChatMessage[],
    { signal, maxTokens = Infinity, onSent }: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    onSent?.();
    const words = answer(demoInputFrom(messages, this.#now())).match(/\S+\s*/g) ?? [];
    for (const text of words.slice(0, maxTokens)) {
      if (signal.aborted) return;
      yield { type: 'reply-delta', text };
    }
    if (signal.aborted) return;
    yield { type: 'reply-end', finishReason: words.length > maxTokens ? 'length' : 'stop' };
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: true, detail: this.info.label });
  }
}
