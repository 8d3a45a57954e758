import {
  type ChatMessage,
  type Clock,
  type GenerateOptions,
  LanguageModel,
  type ProviderHealth,
  type ProviderInfo,
  type ReplyPart,
  type TokenUsage,
} from '@vox/voice-core';

import { type Script, scriptReader } from './script';

/** A whole reply, or the error that the model fails with; `after` comes before the error. */
export type ScriptedReply = string | Error | { readonly after: string; readonly error: Error };

export type LanguageModelCall = {
  readonly messages: readonly ChatMessage[];
  readonly options: Omit<GenerateOptions, 'signal'>;
  /** What was read of the reply. */
  text: string;
  outcome: 'running' | 'completed' | 'aborted' | 'failed' | 'abandoned';
};

export type ScriptedTiming = {
  readonly clock: Clock;
  /** Before the first word. */
  readonly ttftMs?: number;
  /** Before each of the following words. */
  readonly wordMs?: number;
  /** What its info says of it. */
  readonly hasSideEffects?: boolean;
  /** What each of its replies took. */
  readonly usage?: TokenUsage;
};

/** Replies what its script says, word by word, at once or at the pace of a clock. Records its calls. */
export class ScriptedLanguageModel extends LanguageModel {
  override readonly info: ProviderInfo;
  readonly calls: LanguageModelCall[] = [];
  isHealthy = true;
  readonly #next: (messages: readonly ChatMessage[]) => ScriptedReply;
  readonly #timing: ScriptedTiming | undefined;

  constructor(script: Script<readonly ChatMessage[], ScriptedReply>, timing?: ScriptedTiming) {
    super();
    this.info = {
      name: 'scripted-llm',
      label: 'scripted model (test)',
      isEmbedded: true,
      hasSideEffects: timing?.hasSideEffects ?? false,
    };
    this.#next = scriptReader(script);
    this.#timing = timing;
  }

  override async *generate(
    messages: readonly ChatMessage[],
    { signal, ...options }: GenerateOptions,
  ): AsyncGenerator<ReplyPart, void, void> {
    const call: LanguageModelCall = { messages, options, text: '', outcome: 'running' };
    const reply = this.#next(messages);
    this.calls.push(call);
    const [text, error] = partsOf(reply);
    try {
      for (const word of text.match(/\S+\s*/g) ?? []) {
        await this.#wait(call.text === '' ? this.#timing?.ttftMs : this.#timing?.wordMs, signal);
        if (signal.aborted) return;
        call.text += word;
        yield { type: 'reply-delta', text: word };
      }
      if (signal.aborted) return;
      if (error !== undefined) {
        call.outcome = 'failed';
        throw error;
      }
      call.outcome = 'completed';
      const { usage } = this.#timing ?? {};
      yield { type: 'reply-end', finishReason: 'stop', ...(usage === undefined ? {} : { usage }) };
    } finally {
      if (call.outcome === 'running') call.outcome = signal.aborted ? 'aborted' : 'abandoned';
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: this.isHealthy });
  }

  async #wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
    const clock = this.#timing?.clock;
    if (ms !== undefined && clock !== undefined) await clock.sleepUntil(clock.nowMs() + ms, signal);
  }
}

function partsOf(reply: ScriptedReply): [text: string, error: Error | undefined] {
  if (typeof reply === 'string') return [reply, undefined];
  return reply instanceof Error ? ['', reply] : [reply.after, reply.error];
}
