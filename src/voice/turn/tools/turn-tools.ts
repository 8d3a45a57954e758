import {
  type ChatMessage,
  type GenerateOptions,
  heardAnswer,
  resolvedBefore,
  type Tool,
  type ToolCall,
  type ToolCaller,
  type TurnEnd,
} from '@vox/voice-core';

import { isResultHeard } from './heard-results';
import { hasEnded, type ToolCallRecord } from './tool-call-record';
import type { ToolLedger } from './tool-ledger';
import { type Called, callMessages } from './with-calls';

/** How often what came of a call is offered to the model at most. */
const MAX_OFFERS = 2;

/** What the model said in one request of a turn. */
export type Step = { text: string; readonly calls: ToolCall[] };

/** The calls of one turn: what may be called, how often, and what the model is given of it. */
export class TurnTools {
  #steps = 0;
  #endAtMs = Infinity;
  #hasActed = false;
  #hasEndedAnswer = false;
  /** Calls of earlier turns of which the model is told that they still run. */
  readonly #running: ToolCallRecord[] = [];
  /** Results that the model was given in this turn, and where in the reply it had them. */
  readonly #given = new Map<ToolCallRecord, number>();

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
  ) {
    for (const record of ledger.owed) {
      if (hasEnded(record)) this.#given.set(record, 0);
      else this.#running.push(record);
    }
  }

  /** Something was run that changes something. */
  get hasActed(): boolean {
    return this.#hasActed;
  }

  /** A tool was run after which the answer does not go on. */
  get hasEndedAnswer(): boolean {
    return this.#hasEndedAnswer;
  }

  /** The messages so far, with the calls that were made in them. */
  context(messages: readonly ChatMessage[]): readonly ChatMessage[] {
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
   * @returns what the next request goes on with; undefined when the reply is over.
   */
  async run({ text, calls }: Step, saidBefore: number): Promise<ChatMessage[] | undefined> {
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
    if (this.#hasEndedAnswer) return undefined;
    const isSaid = text.trim() !== '';
    if (isSaid && called.every(({ record: { tool } }) => tool?.kind === 'fire')) return undefined;
    for (const { record } of called) {
      if (hasEnded(record)) this.#given.set(record, saidBefore);
      else record.isPromised = true;
    }
    return callMessages(called, text);
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

  get #isLast(): boolean {
    const { clock, limits } = this.ledger.deps;
    return this.#steps >= limits.maxSteps || clock.nowMs() >= this.#endAtMs;
  }

  #started(call: ToolCall): Called {
    const twin = this.ledger.twinOf(call, this.caller.turnId);
    if (twin !== undefined) return { id: this.ledger.ownId(call.id), record: twin };
    const tool = this.offered.find(({ name }) => name === call.name);
    if (tool?.isReadOnly === false) this.#hasActed = true;
    const record = this.ledger.run({ call, tool, caller: this.caller, signal: this.signal });
    return { id: record.call.id, record };
  }

  /** Until it has ended, or the answer cannot wait for it any longer. */
  async #waitFor(record: ToolCallRecord): Promise<void> {
    if (hasEnded(record) || (record.tool !== undefined && record.tool.kind !== 'wait')) return;
    const { clock, limits } = this.ledger.deps;
    const over = new AbortController();
    const atMs = Math.min(clock.nowMs() + limits.waitMs, this.#endAtMs);
    const patience = clock.sleepUntil(atMs, AbortSignal.any([over.signal, this.signal]));
    await Promise.race([record.ended, patience]);
    over.abort();
  }
}
