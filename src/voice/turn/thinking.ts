import {
  type AgentConfig,
  type GenerateOptions,
  ProviderError,
  type TokenUsage,
  type VoiceEvent,
  type VoiceSettings,
} from '@vox/voice-core';

import { apologyAfter } from './apology';
import type { TurnDeps } from './turn-deps';
import type { TurnRequest } from './turn-request';
import type { ReplyText } from '../text';
import { textOf } from './user-turn';

type ThinkingDeps = Pick<TurnDeps, 'llm' | 'clock' | 'requester' | 'context'> & {
  readonly emit: (event: VoiceEvent) => void;
};

/** The first stage of a reply: its text, and what was found out while the model wrote it. */
export class Thinking {
  #text = '';
  #answer: string | undefined;
  #provider: string | undefined;
  #fallbackReason: string | undefined;
  #ttftMs: number | undefined;
  #usage: TokenUsage | undefined;
  #voice: VoiceSettings = {};
  #isCut = false;
  #failure: unknown;

  /** @param signal Ends the model's work, not its listeners'. */
  constructor(
    private readonly request: TurnRequest,
    private readonly agent: Promise<AgentConfig>,
    private readonly deps: ThinkingDeps,
    private readonly signal: AbortSignal,
  ) {}

  /** The reply so far, an apology included. */
  get replyText(): string {
    return this.#text;
  }

  /** The model's part of `replyText`, once an apology follows it. */
  get answerText(): string | undefined {
    return this.#answer;
  }

  /** Who was asked; absent when nobody was. */
  get provider(): string | undefined {
    return this.#provider;
  }

  get fallbackReason(): string | undefined {
    return this.#fallbackReason;
  }

  /** From the question to the model's first word. */
  get ttftMs(): number | undefined {
    return this.#ttftMs;
  }

  /** What the reply took; known when the model is done, if at all. */
  get usage(): TokenUsage | undefined {
    return this.#usage;
  }

  /** How the model wants its answer to be said. */
  get voice(): VoiceSettings {
    return this.#voice;
  }

  /** The model was stopped before its end. */
  get isCut(): boolean {
    return this.#isCut;
  }

  get failure(): unknown {
    return this.#failure;
  }

  /**
   * The reply as it is thought, told to the client as it comes. Once.
   *
   * A model that fails leaves the person without an answer, and one who only listens without a sign: an apology
   * says so. It never starts a second answer on top of what was said.
   */
  async *reply(): AsyncGenerator<ReplyText> {
    const { turnId } = this.request;
    try {
      for await (const text of this.#words()) {
        if (this.signal.aborted) break;
        yield this.#say(text);
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (!this.signal.aborted) {
        this.#failure = error;
        this.#answer = this.#text;
        yield this.#say(apologyAfter(this.#answer), true);
      }
    }
    // Half an answer must not pass for a whole one.
    if (this.signal.aborted) this.#isCut = true;
    else this.deps.emit({ type: 'reply-end', turnId, text: this.#text });
  }

  #say(text: string, startsAfresh = false): ReplyText {
    this.#text += text;
    this.deps.emit({ type: 'reply-delta', turnId: this.request.turnId, text });
    return { text, startsAfresh };
  }

  async *#words(): AsyncGenerator<string> {
    const { fixedReply, messages: asked, turnId } = this.request;
    if (fixedReply !== undefined) {
      yield fixedReply;
      return;
    }
    const { deps, signal } = this;
    const { llm } = await this.agent;
    const messages = [...(await deps.context())];
    if (asked !== undefined) messages.push({ role: 'user', content: textOf(asked) });
    const askedAtMs = deps.clock.nowMs();
    this.#provider = deps.llm.info.name;
    const requester = { ...deps.requester, turnId };
    const options: GenerateOptions = { ...llm, requester, signal };
    for await (const part of deps.llm.generate(messages, options)) {
      switch (part.type) {
        case 'reply-start':
          this.#provider = part.provider;
          this.#fallbackReason = part.fallbackReason ?? this.#fallbackReason;
          break;
        case 'reply-voice':
          this.#voice = part.settings;
          break;
        case 'reply-delta':
          if (part.text === '') break;
          this.#ttftMs ??= deps.clock.nowMs() - askedAtMs;
          yield part.text;
          break;
        case 'reply-end':
          this.#usage = part.usage;
          break;
      }
    }
  }
}
