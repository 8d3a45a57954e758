import {
  type AgentConfig,
  type ChatMessage,
  type GenerateOptions,
  LimitReachedError,
  prefetch,
  ProviderError,
  type TokenUsage,
  type TurnEnd,
  type VoiceEvent,
  type VoiceSettings,
} from '@vox/voice-core';

import { apologyAfter } from './apology';
import { LastSentence } from './last-sentence';
import type { TurnDeps } from './turn-deps';
import type { TurnRequest } from './turn-request';
import type { ReplyText } from '../text';
import { calledIn } from './tools/called-in';
import { type Step, TurnTools } from './tools/turn-tools';
import { askingUser, eachOnce, speakersOf, textOf } from './user-turn';

type ThinkingDeps = Pick<
  TurnDeps,
  'llm' | 'clock' | 'requester' | 'payer' | 'limit' | 'context' | 'tools' | 'voice'
> & {
  readonly emit: (event: VoiceEvent) => void;
};

/** With tools a reply is taken as fast as the model writes it: a call is run when it is there, not when its turn to be voiced comes. */
const READ_AHEAD_PARTS = 100_000;

/** What was said so far is complete, whatever it ends with: the model waits for its tools. */
const PAUSE: ReplyText = { text: '', startsAfresh: true };

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
  readonly #lastSentence: LastSentence;
  #failure: unknown;
  #tools: TurnTools | undefined;

  /**
   * @param certain Resolves when the user is certainly done: no tool runs before.
   * @param signal Ends the model's work, not its listeners'.
   */
  constructor(
    private readonly request: TurnRequest,
    private readonly agent: Promise<AgentConfig>,
    private readonly deps: ThinkingDeps,
    private readonly certain: Promise<void>,
    private readonly signal: AbortSignal,
  ) {
    // What needs no model is said all the same.
    const isSpent = () => request.fixedReply === undefined && deps.limit() !== undefined;
    this.#lastSentence = new LastSentence(isSpent);
  }

  /** A tool was run that changes something. */
  get hasActed(): boolean {
    return this.#tools?.hasActed ?? false;
  }

  /** It has nothing more to say until a tool has ended. */
  get waitsForTool(): boolean {
    return this.#tools?.isWaiting ?? false;
  }

  /** What was called, and for whom, as it is told of with the turn's end. */
  get called(): Pick<TurnEnd, 'toolCalls' | 'askers'> {
    return calledIn(this.request, this.deps.tools, this.#tools);
  }

  /** The turn has ended as `end`, and was not taken back. */
  concluded(end: TurnEnd): void {
    this.#tools?.concluded(end);
  }

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
      for await (const { text, startsAfresh } of this.#words()) {
        if (this.signal.aborted) break;
        yield this.#say(text, startsAfresh);
        this.#isCut = this.#lastSentence.isOver(this.#text);
        if (this.#isCut) break;
      }
    } catch (error) {
      if (error instanceof LimitReachedError) this.#isCut = true;
      else if (!(error instanceof ProviderError)) throw error;
      else if (!this.signal.aborted) {
        this.#failure = error;
        this.#answer = this.#text;
        yield this.#say(apologyAfter(this.#answer), true);
      }
    }
    // Half an answer must not pass for a whole one.
    if (this.signal.aborted) this.#isCut = true;
    if (!this.#isCut) this.deps.emit({ type: 'reply-end', turnId, text: this.#text });
  }

  #say(text: string, startsAfresh = false): ReplyText {
    this.#text += text;
    if (text !== '') {
      this.deps.emit({ type: 'reply-delta', turnId: this.request.turnId, text });
    }
    return { text, startsAfresh };
  }

  async *#words(): AsyncGenerator<ReplyText> {
    const { fixedReply, messages: asked, note } = this.request;
    if (fixedReply !== undefined) {
      yield { text: fixedReply };
      return;
    }
    const agent = await this.agent;
    const context = await this.deps.context(textOf(asked ?? []));
    const tools = await this.#toolsOf(agent);
    const question = await this.#questionOf(tools);
    if (this.signal.aborted) return;
    if (question !== undefined) {
      yield { text: question };
      return;
    }
    const messages = [...(tools === undefined ? context : tools.context(context))];
    if (asked !== undefined) messages.push({ role: 'user', content: textOf(asked) });
    if (note !== undefined) messages.push({ role: 'user', content: `[${note}]` });
    if (tools === undefined) yield* this.#step(agent, messages);
    else yield* prefetch(this.#steps(agent, messages, tools), READ_AHEAD_PARTS);
  }

  /** What somebody is asked before a call goes on, in place of an answer. */
  async #questionOf(tools: TurnTools | undefined): Promise<string | undefined> {
    const { messages, note } = this.request;
    if (messages !== undefined) return tools?.decide(messages);
    return note === undefined ? tools?.due() : undefined;
  }

  /** Undefined where nothing may be called, and nothing was. */
  async #toolsOf(agent: AgentConfig): Promise<TurnTools | undefined> {
    const { tools: ledger, requester } = this.deps;
    const { tools: own = [], transferTo = [], consults = [] } = agent;
    const mayCall = own.length + transferTo.length + consults.length > 0;
    if (ledger === undefined || (!mayCall && ledger.isEmpty)) return undefined;
    const offered = mayCall ? await ledger.deps.tools.of(agent) : [];
    const { turnId, messages = [], askers = [] } = this.request;
    const { channel } = ledger.deps;
    const accountId = askingUser(messages, ledger.deps.ownerId);
    const account = accountId === undefined ? {} : { accountId };
    const { redactStored } = agent;
    const speakers = eachOnce([...speakersOf(messages), ...askers]);
    const who = { ...requester, turnId, channel, speakers, ...account };
    const caller = { ...who, redactStored };
    const language = this.deps.voice?.().language ?? agent.tts.language;
    const { certain, signal } = this;
    this.#tools = new TurnTools(ledger, offered, caller, certain, signal, language);
    return this.#tools;
  }

  /** Asks, has run what is called, and asks again with what came of it, until the model answers. */
  async *#steps(
    agent: AgentConfig,
    asked: readonly ChatMessage[],
    tools: TurnTools,
  ): AsyncGenerator<ReplyText> {
    let messages = asked;
    let said = '';
    for (;;) {
      const step: Step = { text: '', calls: [] };
      for await (const part of this.#step(agent, messages, step, tools.options)) {
        // Two steps of an answer are two sentences of it.
        const isJoint = said !== '' && step.text === '' && !/\s$/u.test(said);
        const text = isJoint ? ` ${part.text.trimStart()}` : part.text;
        step.text += part.text;
        said += text;
        yield { text };
      }
      if (step.calls.length === 0) return;
      yield PAUSE;
      const next = await tools.run(step, said.length);
      if (this.signal.aborted) return;
      if (next === undefined && said.trim() === '' && !tools.hasEndedAnswer) {
        throw this.#wordless();
      }
      if (next === undefined) return;
      if ('question' in next) {
        yield { text: `${said === '' ? '' : ' '}${next.question}` };
        return;
      }
      messages = [...messages, ...next.messages];
    }
  }

  /** One request, and what it says; `step` is given what it calls. */
  async *#step(
    { llm }: AgentConfig,
    messages: readonly ChatMessage[],
    step?: Step,
    more?: Pick<GenerateOptions, 'tools' | 'toolChoice'>,
  ): AsyncGenerator<ReplyText> {
    const { deps, signal, request } = this;
    const askedAtMs = deps.clock.nowMs();
    this.#provider ??= deps.llm.info.name;
    const requester = { ...deps.requester, turnId: request.turnId };
    const billing = { ...deps.payer(), purpose: 'answer', turnId: request.turnId } as const;
    const options: GenerateOptions = { ...llm, ...more, requester, billing, signal };
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
          yield { text: part.text };
          break;
        case 'tool-call':
          step?.calls.push(part.call);
          break;
        case 'reply-end':
          this.#usage = sumOf(this.#usage, part.usage);
          break;
      }
    }
  }

  /** It goes on calling though it was told to answer. */
  #wordless(): ProviderError {
    const provider = this.#provider ?? '';
    const message = `${provider}: called tools in place of an answer`;
    return new ProviderError(message, { kind: 'llm', provider, category: 'protocol' });
  }
}

/** What two requests took together. */
function sumOf(one: TokenUsage | undefined, other: TokenUsage | undefined): TokenUsage | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof TokenUsage>;
  return Object.fromEntries([...keys].map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}
