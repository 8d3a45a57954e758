import type { Clock, Speaker, Tool, ToolCaller, TurnEnd } from '@vox/voice-core';

import type { UserMessage } from '../user-turn';
import { questionOf } from './confirmation-words';
import type { ToolCallRecord } from './tool-call-record';
import { yesOrNo } from './yes-no';

/** Who has said nothing by then has gone, or talks of something else. */
const ANSWER_MS = 30_000;
/** An unclear answer is asked after once. */
const MAX_ASKED = 2;

export type ConfirmationDeps = {
  readonly clock: Clock;
  /** Whether somebody may confirm what others have asked for. */
  readonly mayConfirm: (speaker: Speaker) => boolean;
  /** What the agent is called: it is no part of an answer. */
  readonly names: () => readonly string[];
  /** A call is not made; `why` in words for the model. */
  readonly onRefused: (record: ToolCallRecord, why: string) => void;
};

/** A call that waits for a yes. */
export type OpenCall = {
  readonly record: ToolCallRecord;
  readonly tool: Tool;
  readonly caller: ToolCaller;
};

/** What becomes of the call that waits, now that something was said. */
export type Verdict = {
  readonly type: 'run' | 'refuse' | 'give-up' | 'ask-again';
  readonly call: OpenCall;
};

type Question = OpenCall & {
  /** The turn in which it was asked last; empty once that has ended. */
  turnId: string;
  timesAsked: number;
  /** Counts the waits for an answer: only the newest may run out. */
  waits: number;
  /** To its end: a yes to half a question is none. */
  wasHeard: boolean;
  readonly over: AbortController;
};

/**
 * The one question of a session whether a call is to be made: a yes holds once, for that call with those arguments, from whoever
 * asked for it or may confirm. Whatever else becomes of it, the call is not made.
 */
export class Confirmation {
  #question: Question | undefined;

  constructor(private readonly deps: ConfirmationDeps) {}

  /** @returns the question, for the answer that goes on. One that is open is given up for it. */
  ask(call: OpenCall, language: string | undefined): string {
    this.#close('It was not done: something else was asked for before it was confirmed.');
    const { turnId } = call.caller;
    const over = new AbortController();
    this.#question = { ...call, turnId, timesAsked: 0, waits: 0, wasHeard: false, over };
    return questionOf(call.record.call, call.tool, language, false);
  }

  /** What `messages` say to the question; undefined where there is none, or nobody who may answer has said anything. */
  verdictOn(messages: readonly UserMessage[]): Verdict | undefined {
    const question = this.#question;
    if (question === undefined) return undefined;
    const said = messages.filter(({ speaker }) => this.#mayAnswer(question, speaker));
    if (said.length === 0) return undefined;
    const answer = yesOrNo(said.map(({ text }) => text).join(' '), this.deps.names());
    const mayAskAgain = question.timesAsked < MAX_ASKED;
    const { record, tool, caller, wasHeard } = question;
    const verdict = (type: Verdict['type']): Verdict => ({ type, call: { record, tool, caller } });
    if (answer === 'no') return verdict('refuse');
    if (answer === 'yes' && wasHeard) return verdict('run');
    // Who spoke of something else over the question does not want to hear it again.
    const isAfterAll = answer === 'yes' || wasHeard;
    return verdict(isAfterAll && mayAskAgain ? 'ask-again' : 'give-up');
  }

  /** Something is asked, and not answered yet. */
  get isAsking(): boolean {
    return this.#question !== undefined;
  }

  /** Whether that call still waits. */
  isOpen({ record }: OpenCall): boolean {
    return this.#question?.record === record;
  }

  /** The question once more, in that turn. */
  askAgain({ record, tool }: OpenCall, turnId: string, language: string | undefined): string {
    if (this.#question !== undefined) this.#question.turnId = turnId;
    return questionOf(record.call, tool, language, true);
  }

  /** The call that waits is made, or is not: nothing is asked any more. */
  answered(): void {
    this.#question?.over.abort();
    this.#question = undefined;
  }

  /** A turn was taken back unheard, and the call with it; what was only asked once more in it is still open. */
  withdrawn(turnId: string): void {
    const question = this.#question;
    if (question?.record.turnId === turnId) this.answered();
    else if (question?.turnId === turnId) this.#awaitAnswer(question);
  }

  /** A turn has ended: from now on its question can be answered. */
  concluded({ turnId, outcome }: TurnEnd): void {
    const question = this.#question;
    if (question === undefined || question.turnId !== turnId) return;
    question.timesAsked += 1;
    question.wasHeard = outcome === 'completed';
    this.#awaitAnswer(question);
  }

  /** The conversation is over, or goes on without it, or without the calls that `isGone` says. */
  close(isGone: (record: ToolCallRecord) => boolean = () => true): void {
    if (this.#question === undefined || !isGone(this.#question.record)) return;
    this.#close('It was not done: the conversation went on, or ended, before it was confirmed.');
  }

  /** The turn that asked is over: who says nothing for so long from now on does not answer. */
  #awaitAnswer(question: Question): void {
    const { clock } = this.deps;
    question.turnId = '';
    const wait = ++question.waits;
    void clock.sleepUntil(clock.nowMs() + ANSWER_MS, question.over.signal).then(() => {
      // Nobody can answer what is just being asked again.
      const isOver = question.waits === wait && question.turnId === '';
      if (isOver && this.#question === question) {
        this.#close('It was not done: nobody confirmed it in time.');
      }
    });
  }

  #close(why: string): void {
    const question = this.#question;
    if (question === undefined) return;
    this.answered();
    this.deps.onRefused(question.record, why);
  }

  #mayAnswer({ caller }: Question, speaker: Speaker | undefined): boolean {
    // Nobody is named whose own session it is.
    if (speaker === undefined) return true;
    return caller.speakers.some(({ id }) => id === speaker.id) || this.deps.mayConfirm(speaker);
  }
}
