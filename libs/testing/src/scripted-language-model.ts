import {
  type ChatMessage,
  type Clock,
  type GenerateOptions,
  LanguageModel,
  type ProviderHealth,
  type ProviderInfo,
  type ReplyPart,
  type TokenUsage,
  type ToolCall,
} from '@vox/voice-core';

import { type Script, scriptReader } from './script';

/** What a scripted model calls; without an id it has one of its own. */
export type ScriptedCall = {
  readonly name: string;
  readonly arguments?: object | string;
  readonly id?: string;
};

/**
 * A whole reply, or the error that the model fails with; `after` comes before the error. `calls`: the tools that it calls,
 * after what it says.
 */
export type ScriptedReply =
  | string
  | Error
  | { readonly after: string; readonly error: Error }
  | { readonly says?: string; readonly calls: readonly ScriptedCall[] };

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

/**
 * Replies what its script says, word by word, at once or at the pace of a clock. Records its calls. As every provider does, it
 * fails when a call that it is shown has no result, or a result no call.
 */
export class ScriptedLanguageModel extends LanguageModel {
  override readonly info: ProviderInfo;
  readonly calls: LanguageModelCall[] = [];
  isHealthy = true;
  #lastId = 0;
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
    const fault = pairingFault(messages);
    if (fault !== undefined) throw new Error(fault);
    const call: LanguageModelCall = { messages, options, text: '', outcome: 'running' };
    const reply = this.#next(messages);
    this.calls.push(call);
    const { text, error, calls } = partsOf(reply);
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
      for (const one of calls) yield { type: 'tool-call', call: this.#called(one) };
      const { usage } = this.#timing ?? {};
      const finishReason = calls.length > 0 ? 'tool-calls' : 'stop';
      yield { type: 'reply-end', finishReason, ...(usage === undefined ? {} : { usage }) };
    } finally {
      if (call.outcome === 'running') call.outcome = signal.aborted ? 'aborted' : 'abandoned';
    }
  }

  override health(): Promise<ProviderHealth> {
    return Promise.resolve({ isHealthy: this.isHealthy });
  }

  #called({ name, arguments: given = {}, id = `call_${++this.#lastId}` }: ScriptedCall): ToolCall {
    return { id, name, arguments: typeof given === 'string' ? given : JSON.stringify(given) };
  }

  async #wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
    const clock = this.#timing?.clock;
    if (ms !== undefined && clock !== undefined) await clock.sleepUntil(clock.nowMs() + ms, signal);
  }
}

function partsOf(reply: ScriptedReply): {
  readonly text: string;
  readonly error?: Error;
  readonly calls: readonly ScriptedCall[];
} {
  if (typeof reply === 'string') return { text: reply, calls: [] };
  if (reply instanceof Error) return { text: '', error: reply, calls: [] };
  if ('calls' in reply) return { text: reply.says ?? '', calls: reply.calls };
  return { text: reply.after, error: reply.error, calls: [] };
}

/** What providers refuse: a call without its result right behind it, a result without its call, two calls of one id. */
function pairingFault(messages: readonly ChatMessage[]): string | undefined {
  const ids = new Set<string>();
  let open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.toolCallId)) return `a result without a call: ${message.toolCallId}`;
      continue;
    }
    if (open.size > 0) break;
    if (message.role !== 'assistant') continue;
    open = new Set(message.toolCalls?.map(({ id }) => id));
    for (const { id } of message.toolCalls ?? []) {
      if (ids.has(id)) return `two calls with the id ${id}`;
      ids.add(id);
    }
  }
  return open.size > 0 ? `calls without results: ${[...open].join(', ')}` : undefined;
}
