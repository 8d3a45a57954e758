import {
  type ChatMessage,
  type GenerateOptions,
  heardAnswer,
  resolvedBefore,
  type Speaker,
  type Tool,
  type ToolCall,
  type ToolCaller,
  type TurnEnd,
} from '@vox/voice-core';

import { eachOnce, type UserMessage } from '../user-turn';
import type { OpenCall, Verdict } from './confirmation';
import { isResultHeard } from './heard-results';
import { hasEnded, type ToolCallRecord } from './tool-call-record';
import type { ToolLedger } from './tool-ledger';
import { type Called, callMessages } from './with-calls';

/** How often what came of a call is offered to the model at most. */
const MAX_OFFERS = 2;

/** What a turn goes on with: another request, or a question to the user, which ends it. */
export type NextStep = { readonly messages: ChatMessage[] } | { readonly question: string };

const SAID_NO = 'It was not done: the user said no.';
const NOT_CONFIRMED = 'It was not done: the user did not say yes to it.';
const ONE_AT_A_TIME =
  'It was not done: one such call is confirmed at a time. Call it when the other one is over, if it is still wanted.';

/** What the model said in one request of a turn. */
export type Step = { text: string; readonly calls: ToolCall[] };

/** The calls of one turn: what may be called, how often, and what the model is given of it. */
export class TurnTools {
  #steps = 0;
  #endAtMs = Infinity;
  #hasActed = false;
  #hasEndedAnswer = false;
  #waits = 0;
  /** What the user is asked in this turn. */
  #question: string | undefined;
  /** Calls of earlier turns of which the model is told that they still run. */
  readonly #running: ToolCallRecord[] = [];
  /** Results that the model was given in this turn, and where in the reply it had them. */
  readonly #given = new Map<ToolCallRecord, number>();
  /** Calls of earlier turns that were confirmed, asked about or answered for in this one. */
  readonly #decided = new Set<ToolCallRecord>();

  /**
   * @param certain Resolves when the user is certainly done: nothing runs before.
   * @param signal Aborts with the turn.
   */
  constructor(
    private readonly ledger: ToolLedger,
    private readonly offered: readonly Tool[],
    private readonly caller: ToolCaller,
    private readonly certain: Promise<void>,
    private readonly signal: AbortSignal,
    /** BCP 47: in which the user is asked. */
    private readonly language: string | undefined,
  ) {}

  /** Something was run that changes something. */
  get hasActed(): boolean {
    return this.#hasActed;
  }

  /** A tool was run after which the answer does not go on. */
  get hasEndedAnswer(): boolean {
    return this.#hasEndedAnswer;
  }

  /** Of several people those who are answered, and who have asked for the calls that are told of. */
  get askers(): Speaker[] {
    const records = [...this.#given.keys(), ...this.#decided];
    return eachOnce([...this.caller.speakers, ...records.flatMap(({ askers }) => askers)]);
  }

  /** The answer waits for a tool. */
  get isWaiting(): boolean {
    return this.#waits > 0;
  }

  /** The messages so far, with the calls that were made in them: what the model is asked with, once. */
  context(messages: readonly ChatMessage[]): readonly ChatMessage[] {
    for (const record of this.ledger.owed) {
      if (!hasEnded(record)) this.#running.push(record);
      else if (!this.#given.has(record)) this.#given.set(record, 0);
    }
    return this.ledger.withCalls(messages);
  }

  /** For the next request of the turn. */
  get options(): Pick<GenerateOptions, 'tools' | 'toolChoice'> {
    if (this.offered.length === 0) return {};
    const tools = this.offered.map(({ name, description, parameters }) => ({
      name,
      description,
      parameters,
    }));
    return { tools, toolChoice: this.#isLast ? 'none' : 'auto' };
  }

  /**
   * Runs what a step of the model calls, all at once, once the turn is certain.
   * @param saidBefore Characters of the reply before the next step.
   * @returns what the next request goes on with, or what the user is asked before one of them is made; undefined when the reply
   * is over.
   */
  async run({ text, calls }: Step, saidBefore: number): Promise<NextStep | undefined> {
    if (calls.length === 0 || this.#isLast) return undefined;
    await resolvedBefore(this.certain, this.signal);
    if (this.signal.aborted) return undefined;
    const { clock, limits } = this.ledger.deps;
    if (this.#steps++ === 0) this.#endAtMs = clock.nowMs() + limits.maxMs;
    const called = calls.map((call) => this.#started(call));
    await Promise.all(called.map(({ record }) => this.#waitFor(record)));
    if (this.signal.aborted) return undefined;
    const ending = called.filter(({ record }) => record.result?.endsAnswer === true);
    // What comes of it shows without being told.
    for (const { record } of ending) record.delivery = 'heard';
    this.#hasEndedAnswer = ending.length > 0;
    if (this.#hasEndedAnswer) {
      // Nobody would hear the question.
      if (this.#question !== undefined) this.ledger.confirmation.close();
      return undefined;
    }
    const question = this.#question ?? this.#asked();
    if (question !== undefined) return { question };
    const isSaid = text.trim() !== '';
    if (isSaid && called.every(({ record: { tool } }) => tool?.kind === 'fire')) return undefined;
    for (const { record } of called) {
      if (hasEnded(record)) this.#given.set(record, saidBefore);
      else record.isPromised = true;
    }
    return { messages: callMessages(called, text) };
  }

  /** The turn ended as `end`, and was not taken back. */
  concluded(end: TurnEnd): void {
    for (const record of this.#running) record.isPromised = true;
    const heard = heardAnswer(end);
    for (const [record, from] of this.#given) {
      if (record.delivery !== 'owed') continue;
      record.offers += 1;
      const result = record.result?.content ?? '';
      const isHeard =
        record.tool?.kind === 'fire' || isResultHeard(end.replyText, from, heard, result);
      if (isHeard) record.delivery = 'heard';
      else if (record.offers >= MAX_OFFERS) record.delivery = 'told';
    }
    this.ledger.concluded(end);
  }

  /** What a tool wants to know of the user: asked in place of an answer. */
  due(): string | undefined {
    const step = this.ledger.forms.due(this.caller.turnId, this.language);
    if (step !== undefined) this.#decided.add(step.record);
    return step?.question;
  }

  /**
   * Does what the user has decided by `said`, where a call waits for their word, once the turn is certain.
   * @returns what they are asked, once more or next, in place of an answer.
   */
  async decide(said: readonly UserMessage[]): Promise<string | undefined> {
    const verdict = this.ledger.confirmation.verdictOn(said);
    return verdict === undefined ? this.#fillIn(said) : this.#confirm(verdict);
  }

  async #fillIn(said: readonly UserMessage[]): Promise<string | undefined> {
    const { forms } = this.ledger;
    if (!forms.isAsked(said)) return undefined;
    await resolvedBefore(this.certain, this.signal);
    if (this.signal.aborted) return undefined;
    const step = forms.answered(said, this.caller.turnId, this.language);
    if (step !== undefined) this.#decided.add(step.record);
    if (step === undefined || step.question !== undefined) return step?.question;
    // What they have said is told already.
    this.#hasActed = true;
    return this.#goOn(step.record);
  }

  /** As `due`, behind a call: a call that waits for an answer is not taken back. */
  #asked(): string | undefined {
    const question = this.due();
    if (question !== undefined) this.#hasActed = true;
    return question;
  }

  async #confirm(verdict: Verdict): Promise<string | undefined> {
    const { confirmation } = this.ledger;
    await resolvedBefore(this.certain, this.signal);
    const { type, call } = verdict;
    if (this.signal.aborted || !confirmation.isOpen(call)) return undefined;
    this.#decided.add(call.record);
    if (type === 'ask-again') return confirmation.askAgain(call, this.caller.turnId, this.language);
    if (type === 'run') return this.#runConfirmed(call);
    confirmation.answered();
    this.ledger.refused(call.record, type === 'refuse' ? SAID_NO : NOT_CONFIRMED);
    return undefined;
  }

  async #runConfirmed(call: OpenCall): Promise<string | undefined> {
    if (!call.tool.isReadOnly) this.#hasActed = true;
    this.ledger.confirmed(call, this.signal);
    return this.#goOn(call.record);
  }

  /** Waits for a call that somebody had to say something to. @returns what it wants to know next. */
  async #goOn(record: ToolCallRecord): Promise<string | undefined> {
    await this.#waitFor(record);
    const question = this.#asked();
    if (question !== undefined) return question;
    if (hasEnded(record)) this.#given.set(record, 0);
    else record.isPromised = true;
    return undefined;
  }

  get #isLast(): boolean {
    const { clock, limits } = this.ledger.deps;
    return this.#steps >= limits.maxSteps || clock.nowMs() >= this.#endAtMs;
  }

  #started(call: ToolCall): Called {
    const twin = this.ledger.twinOf(call, this.caller.turnId);
    if (twin !== undefined) {
      // Now it is theirs as well.
      twin.askers = eachOnce([...twin.askers, ...this.askers]);
      return { id: this.ledger.ownId(call.id), record: twin };
    }
    const tool = this.offered.find(({ name }) => name === call.name);
    const { caller, askers, signal } = this;
    const record = this.ledger.run({ call, tool, caller, askers, signal });
    if (record.state === 'requested' && tool !== undefined) this.#ask({ record, tool, caller });
    else if (tool?.isReadOnly === false) this.#hasActed = true;
    return { id: record.call.id, record };
  }

  /** One question at a time: nobody can answer two with one word. */
  #ask(call: OpenCall): void {
    if (this.#question === undefined) {
      this.#question = this.ledger.confirmation.ask(call, this.language);
    } else this.ledger.refused(call.record, ONE_AT_A_TIME);
  }

  /** Until it has ended, somebody is to be asked something, or the answer cannot wait for it any longer. */
  async #waitFor(record: ToolCallRecord): Promise<void> {
    if (record.state !== 'running' || (record.tool !== undefined && record.tool.kind !== 'wait'))
      return;
    const { clock, limits } = this.ledger.deps;
    const over = new AbortController();
    const atMs = Math.min(clock.nowMs() + limits.waitMs, this.#endAtMs);
    const patience = clock.sleepUntil(atMs, AbortSignal.any([over.signal, this.signal]));
    const { forms } = this.ledger;
    const asks = () => forms.isDue && over.abort();
    const unlisten = forms.onChange.listen(asks);
    asks();
    this.#waits += 1;
    await Promise.race([record.ended, patience]);
    this.#waits -= 1;
    unlisten();
    over.abort();
  }
}
