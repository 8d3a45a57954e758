import { randomUUID } from 'node:crypto';

import {
  type ChatMessage,
  heardAnswer,
  Patience,
  type Speaker,
  type Tool,
  type ToolCall,
  type ToolCaller,
  type EndedToolCallState,
  type ToolResult,
  type ToolRun,
  type TurnEnd,
} from '@vox/voice-core';

import {
  failed,
  hasEnded,
  isNews,
  isOwed,
  keyOf,
  reportOf,
  timedOut,
  type ToolCallRecord,
} from './tool-call-record';
import { Confirmation, type OpenCall } from './confirmation';
import { Forms } from './forms/forms';
import type { LedgerDeps } from './ledger-deps';
import { type TurnWithCalls, withCalls } from './with-calls';

/** Turns whose calls the model is shown again; what it said of older ones is in its words. */
const MAX_TURNS = 10;

/** A call that is asked for, with who asks and what gives it up. */
export type ToolRequest = {
  readonly call: ToolCall;
  readonly tool: Tool | undefined;
  readonly caller: ToolCaller;
  readonly askers: readonly Speaker[];
  /** Aborts with the turn. */
  readonly signal: AbortSignal;
};

/**
 * The calls of one session, from the model's wish to the moment when somebody has heard what came of it.
 *
 * A call runs once, whatever is said meanwhile: only a read-only one is given up with its turn. What came of the others is
 * owed until it was heard, and offered to the model once more when it was not.
 */
export class ToolLedger {
  #records: ToolCallRecord[] = [];
  #turns: TurnWithCalls[] = [];
  #unreported = new Set<ToolCallRecord>();
  #onNews: () => void = () => undefined;
  readonly #onEnded = new WeakMap<ToolCallRecord, () => void>();
  /** The question that is open, where one is. */
  readonly confirmation: Confirmation;
  /** What tools want to know while they run. */
  readonly forms: Forms;

  constructor(readonly deps: LedgerDeps) {
    const onRefused = (record: ToolCallRecord, why: string) => {
      this.refused(record, why);
      this.#onNews();
    };
    this.confirmation = new Confirmation({ ...deps, onRefused });
    this.forms = new Forms({ ...deps, mayAsk: () => !this.confirmation.isAsking });
    this.forms.onChange.listen(() => this.#onNews());
  }

  /** @param listener Told when a result has come that is to be told of in a turn of its own, or a tool wants to know something. One listens. */
  onNews(listener: () => void): void {
    this.#onNews = listener;
  }

  /** There is something to tell in a turn of its own, and nobody would be talked over. */
  get hasNews(): boolean {
    if (!this.deps.isQuiet()) return false;
    // What is said next answers a question that is open: nothing is told in between.
    const isAsking = this.confirmation.isAsking || this.forms.isAsking;
    return this.forms.isDue || (!isAsking && this.#records.some(isNews));
  }

  /** `context` with the calls that were made in it, each with a result, and with what is owed. */
  withCalls(context: readonly ChatMessage[]): ChatMessage[] {
    return withCalls(context, this.#turns);
  }

  /** Nothing was called in this session. */
  get isEmpty(): boolean {
    return this.#records.length === 0;
  }

  /** Calls that `withCalls` shows and whose results nobody has heard, or that still run. */
  get owed(): readonly ToolCallRecord[] {
    return this.#turns.flatMap(({ records }) => records).filter(isOwed);
  }

  /** The same call of that turn, or one that changes something and still runs, or waits for a yes. */
  twinOf(call: ToolCall, turnId: string): ToolCallRecord | undefined {
    const key = keyOf(call);
    return this.#records.find((record) => {
      if (keyOf(record.call) !== key || record.state === 'cancelled') return false;
      const isActing =
        record.state === 'requested' ||
        (record.state === 'running' && record.tool?.isReadOnly === false);
      return record.turnId === turnId || isActing;
    });
  }

  /** Runs a call at once, unless it is to be confirmed: then it waits for `confirmed`. */
  run({ call: asked, tool, caller, askers, signal }: ToolRequest): ToolCallRecord {
    const { clock, emit } = this.deps;
    const ended = Promise.withResolvers<void>();
    const record: ToolCallRecord = {
      call: { ...asked, id: this.ownId(asked.id) },
      turnId: caller.turnId,
      askers,
      tool,
      state: tool?.needsConfirmation === true ? 'requested' : 'running',
      result: undefined,
      startedAtMs: clock.nowMs(),
      endedAtMs: undefined,
      startedAtWallMs: clock.wallMs(),
      delivery: 'owed',
      offers: 0,
      isPromised: false,
      hasOutlived: false,
      ended: ended.promise,
    };
    this.#records.push(record);
    this.#onEnded.set(record, ended.resolve);
    this.#unreported.add(record);
    emit({ type: 'tool-start', turnId: record.turnId, call: reportOf(record) });
    if (record.state === 'running') this.#start(record, caller, signal);
    return record;
  }

  /** Somebody said yes: the call that waited runs now. It ends with `signal` as any other. */
  confirmed({ record, caller }: OpenCall, signal: AbortSignal): void {
    const { clock } = this.deps;
    this.confirmation.answered();
    const startedAtMs = clock.nowMs();
    // Its own turn is over: what comes of it is to be told in another one.
    const hasOutlived = true;
    Object.assign(record, { state: 'running', startedAtMs, hasOutlived });
    record.startedAtWallMs = clock.wallMs();
    this.#start(record, caller, signal);
  }

  /** A call that waited is not made. */
  refused(record: ToolCallRecord, why: string): void {
    this.#end(record, 'cancelled', { content: why });
  }

  /** The session is over: what waits for a yes is not made, what runs goes on, without an answer where it waits for one. */
  close(): void {
    this.confirmation.close();
    this.forms.close();
  }

  #start(record: ToolCallRecord, caller: ToolCaller, signal: AbortSignal): void {
    const { clock, limits, session, tools, onError } = this.deps;
    const { call, tool } = record;
    if (tool === undefined) {
      return this.#end(record, 'failed', failed(`There is no tool ${call.name}.`));
    }
    const work = new AbortController();
    const giveUp = () => this.#end(record, 'cancelled', failed('It was given up: somebody spoke.'));
    void record.ended.then(() => {
      // What takes too long is held against who does it, what is given up is not.
      work.abort(record.state === 'timed-out' ? new DOMException('', 'TimeoutError') : undefined);
      signal.removeEventListener('abort', giveUp);
    });
    if (tool.isReadOnly) signal.addEventListener('abort', giveUp, { once: true });
    const maxMs = Math.max(tool.timeoutMs, limits.maxMs);
    const patience = new Patience(clock, tool.timeoutMs, maxMs);
    void patience
      .over(work.signal)
      .then(() => this.#end(record, 'timed-out', failed(timedOut(tool))));
    const run: ToolRun = {
      callId: call.id,
      caller,
      session,
      signal: work.signal,
      maxMs,
      showsLife: () => patience.renew(),
      ask: (form) => {
        // What comes next is for the user: it is no longer given up because they speak.
        signal.removeEventListener('abort', giveUp);
        return patience.during(this.forms.ask(record, caller, form, work.signal));
      },
    };
    tools.run(tool, call.arguments, run).then(
      (result) => this.#end(record, result.isError === true ? 'failed' : 'done', result),
      (error: unknown) => {
        if (!work.signal.aborted) onError(error);
        this.#end(record, 'failed', failed('It failed.'));
      },
    );
  }

  #end(record: ToolCallRecord, state: EndedToolCallState, result: ToolResult): void {
    if (hasEnded(record)) return;
    const endedAtMs = this.deps.clock.nowMs();
    Object.assign(record, { state, result, endedAtMs });
    if (record.delivery !== 'forgotten') this.#unreported.add(record);
    const durationMs = Math.round(endedAtMs - record.startedAtMs);
    const call = { ...reportOf(record), state, durationMs };
    this.deps.emit({ type: 'tool-end', turnId: record.turnId, call });
    this.#onEnded.get(record)?.();
    if (isNews(record)) this.#onNews();
  }

  /** What is told of a turn's end: its calls, and those that have ended since they were told of last. */
  toldAtEndOf(turnId: string): readonly ToolCallRecord[] {
    return this.#records.filter(
      (record) => record.turnId === turnId || (hasEnded(record) && this.#unreported.has(record)),
    );
  }

  /** A turn has ended as `end`: what it said of calls is remembered, and what was heard of them. */
  concluded(end: TurnEnd): void {
    const records = this.#records.filter(({ turnId }) => turnId === end.turnId);
    const ended = (end.toolCalls ?? []).filter(({ durationMs }) => durationMs !== undefined);
    const isTold = (record: ToolCallRecord) => ended.some(({ id }) => id === record.call.id);
    this.#unreported = new Set([...this.#unreported].filter((record) => !isTold(record)));
    this.confirmation.concluded(end);
    this.forms.concluded(end);
    if (records.length === 0) return;
    for (const record of records) record.hasOutlived = record.state === 'running';
    const answer = heardAnswer(end);
    const { userText } = end;
    this.#turns = [...this.#turns, { userText, answer, records }].slice(-MAX_TURNS);
    this.#prune();
  }

  /** A turn was taken back unheard; it had changed nothing. */
  withdrawn(turnId: string): void {
    this.confirmation.withdrawn(turnId);
    this.forms.withdrawn(turnId);
    const waiting = this.#records.filter(({ state }) => state === 'requested');
    for (const record of waiting) {
      if (record.turnId === turnId) this.refused(record, 'It was given up: somebody spoke.');
    }
    this.#records = this.#records.filter((record) => record.turnId !== turnId);
    this.#unreported = new Set([...this.#unreported].filter((one) => one.turnId !== turnId));
  }

  /** What was called is not shown to a model again, nor told of: what still runs goes on for nobody. */
  forget(isGone: (record: ToolCallRecord) => boolean): void {
    this.confirmation.close(isGone);
    this.forms.close(isGone);
    this.#turns = this.#turns.filter(({ records }) => !records.some(isGone));
    for (const record of this.#records.filter(isGone)) {
      record.delivery = 'forgotten';
      this.#unreported.delete(record);
    }
    this.#records = this.#records.filter((record) => !isGone(record) || !hasEnded(record));
  }

  /** `id`, or another one where the session has such a call already: some servers count anew with each reply. */
  ownId(id: string): string {
    const isTaken = this.#records.some((record) => record.call.id === id);
    return isTaken ? `call_${randomUUID().replaceAll('-', '')}` : id;
  }

  #prune(): void {
    const shown = new Set(this.#turns.flatMap(({ records }) => records));
    this.#records = this.#records.filter((one) => shown.has(one) || !hasEnded(one) || isNews(one));
  }
}
