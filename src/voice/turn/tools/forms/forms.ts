import {
  type Clock,
  type Form,
  type FormAnswer,
  Listeners,
  type ToolCaller,
  type TurnEnd,
} from '@vox/voice-core';

import type { UserMessage } from '../../user-turn';
import type { ToolCallRecord } from '../tool-call-record';
import { answerIn, type FieldAnswer } from './form-answers';
import { FormQuestions } from './form-questions';
import { languageOf } from './form-words';
import { mayAnswer, mayBeMisheard, opened, type OpenForm, progressOf } from './open-form';

/** Who has said nothing by then has gone, or talks of something else. */
const ANSWER_MS = 30_000;
/** What was not understood, or not heard, is asked once more. */
const MAX_ASKED = 2;
/** Nobody answers more by voice. */
const MAX_FIELDS = 20;

export type FormsDeps = {
  readonly clock: Clock;
  /** What the agent is called: it is no part of an answer. */
  readonly names: () => readonly string[];
  /** Nothing else is being asked. */
  readonly mayAsk: () => boolean;
};

/** What becomes of a form by what was said: it is asked on; or it is over, and its call goes on. */
export type FormStep = { readonly record: ToolCallRecord; readonly question?: string };

/**
 * What tools of a session want to know while they run, asked one after the other, of who has asked for the call and of nobody else.
 *
 * A question is put in the turn that waits for the call, else in one of its own when nobody speaks; what is said next by that
 * person is the answer. Without one, or when the conversation ends, the form is cancelled.
 */
export class Forms {
  #open: readonly OpenForm[] = [];
  /** Told when something is to be asked, in a turn that goes on or one of its own, and when a form is over. */
  readonly onChange = new Listeners<undefined>();

  constructor(private readonly deps: FormsDeps) {}

  /** Asks for `form`. @param signal Aborts with the call. */
  async ask(
    record: ToolCallRecord,
    caller: ToolCaller,
    form: Form,
    signal: AbortSignal,
  ): Promise<FormAnswer> {
    if (signal.aborted || form.fields.length > MAX_FIELDS) return { type: 'cancelled' };
    const open = opened(record, caller, form);
    const onAbort = () => this.#close(open, { type: 'cancelled' });
    signal.addEventListener('abort', onAbort, { once: true });
    this.#open = [...this.#open, open];
    this.onChange.tell(undefined);
    const answer = await open.answer.promise;
    signal.removeEventListener('abort', onAbort);
    return answer;
  }

  /** Something is to be asked now. */
  get isDue(): boolean {
    return this.#open[0]?.isDue === true && this.deps.mayAsk();
  }

  /** Something was asked, and is not answered yet. */
  get isAsking(): boolean {
    return (this.#open[0]?.timesAsked ?? 0) > 0;
  }

  /** The question that is due, asked in that turn; undefined where none is. */
  due(turnId: string, language: string | undefined): Required<FormStep> | undefined {
    const [open] = this.#open;
    if (open === undefined || !this.isDue) return undefined;
    return { record: open.record, question: this.#question(open, turnId, language) };
  }

  /** Whether `messages` may be an answer to the open question. */
  isAsked(messages: readonly UserMessage[]): boolean {
    const [open] = this.#open;
    const hasAsked = open !== undefined && open.timesAsked > 0;
    return hasAsked && messages.some(({ speaker }) => mayAnswer(open, speaker));
  }

  /** Takes what `messages` say to the open question; undefined where there is none, or they say nothing to it. */
  answered(
    messages: readonly UserMessage[],
    turnId: string,
    language: string | undefined,
  ): FormStep | undefined {
    const [open] = this.#open;
    if (open === undefined || !this.isAsked(messages)) return undefined;
    const said = messages.filter(({ speaker }) => mayAnswer(open, speaker));
    const { record } = open;
    open.before = { turnId, progress: progressOf(open) };
    const answer = this.#read(open, said.map(({ text }) => text).join(' '), language);
    switch (answer.type) {
      case 'cancel':
      case 'decline':
        this.#close(open, { type: answer.type === 'cancel' ? 'cancelled' : 'declined' });
        return { record };
      case 'unclear':
        return this.#onUnclear(open, turnId, language);
      case 'skip':
      case 'value':
        this.#take(open, answer);
        return this.#goOn(open, turnId, language);
    }
  }

  /** A turn has ended: from now on its question can be answered. */
  concluded({ turnId, outcome }: TurnEnd): void {
    const open = this.#open.find((one) => one.turnId === turnId);
    if (open === undefined) return;
    open.turnId = undefined;
    open.timesAsked += 1;
    open.wasHeard = outcome === 'completed';
    this.#awaitAnswer(open);
  }

  /** A turn was taken back unheard: what it asked is asked again, and what it took for an answer was only a part of one. */
  withdrawn(turnId: string): void {
    for (const open of this.#open) {
      const isAsked = open.turnId === turnId;
      if (isAsked) open.turnId = undefined;
      if (open.before?.turnId === turnId) {
        Object.assign(open, open.before.progress, { isDue: false, before: undefined });
        this.#awaitAnswer(open);
      } else if (isAsked) this.#isDueAgain(open);
    }
  }

  /** The conversation is over, or goes on without the calls that `isGone` says. */
  close(isGone: (record: ToolCallRecord) => boolean = () => true): void {
    const gone = this.#open.filter(({ record }) => isGone(record));
    for (const open of gone) this.#close(open, { type: 'cancelled' });
  }

  /** Who says nothing for so long from now on does not answer the question that was asked last. */
  #awaitAnswer(open: OpenForm): void {
    const { clock } = this.deps;
    const wait = ++open.waits;
    const over = new AbortController();
    void open.answer.promise.then(() => over.abort());
    void clock.sleepUntil(clock.nowMs() + ANSWER_MS, over.signal).then(() => {
      const isOver = open.waits === wait && open.turnId === undefined;
      if (isOver) this.#close(open, { type: 'cancelled' });
    });
  }

  #read(open: OpenForm, text: string, language: string | undefined): FieldAnswer {
    const field = open.form.fields[open.at];
    const answer = answerIn(field, text, languageOf(language), this.deps.names());
    return open.wasHeard || answer.isTelling ? answer : { type: 'unclear' };
  }

  /** Over half a question people say all sorts of things; what was heard and not understood is asked once more. */
  #onUnclear(open: OpenForm, turnId: string, language: string | undefined): FormStep | undefined {
    const mayAskAgain = open.timesAsked < MAX_ASKED;
    if (!mayAskAgain) {
      this.#close(open, { type: 'cancelled' });
      return { record: open.record };
    }
    if (!open.wasHeard) {
      this.#isDueAgain(open);
      return undefined;
    }
    open.isAgain = true;
    return { question: this.#question(open, turnId, language), record: open.record };
  }

  #take(open: OpenForm, answer: Extract<FieldAnswer, { type: 'value' | 'skip' }>): void {
    const field = open.form.fields[open.at];
    if (field === undefined) return this.#onReviewed(open, answer);
    const value = answer.type === 'value' ? answer.value : field.preset;
    if (value !== undefined) open.values[field.name] = value;
    this.#moveTo(open, open.at + 1);
  }

  #onReviewed(open: OpenForm, answer: Extract<FieldAnswer, { type: 'value' | 'skip' }>): void {
    open.timesReviewed += 1;
    if (answer.type === 'value' && answer.value === true) {
      return this.#close(open, { type: 'filled', values: open.values });
    }
    if (open.timesReviewed >= MAX_ASKED || open.form.fields.length === 0) {
      return this.#close(open, { type: 'declined' });
    }
    open.values = {};
    this.#moveTo(open, 0);
  }

  #moveTo(open: OpenForm, at: number): void {
    Object.assign(open, { at, timesAsked: 0, isAgain: false, wasHeard: false });
  }

  /** Asks on, or is done: what may have been misheard is read back first. */
  #goOn(open: OpenForm, turnId: string, language: string | undefined): FormStep {
    const { record, form, at, values } = open;
    if (!this.#open.includes(open)) return { record };
    if (at < form.fields.length || mayBeMisheard(open)) {
      return { question: this.#question(open, turnId, language), record };
    }
    this.#close(open, { type: 'filled', values });
    return { record };
  }

  #question(open: OpenForm, turnId: string, language: string | undefined): string {
    const { form, at, values, isAgain } = open;
    const questions = new FormQuestions(form, language);
    const field = form.fields[at];
    const question = field === undefined ? questions.review(values) : questions.of(field);
    const isAnew = at === 0 && open.timesReviewed > 0 && !isAgain;
    const parts = [
      ...(isAgain ? [questions.again] : []),
      ...(isAnew ? [questions.fromTheStart] : []),
      ...(open.isIntroduced ? [] : [questions.intro]),
      question,
    ];
    open.turnId = turnId;
    open.isDue = false;
    open.isIntroduced = true;
    return parts.join(' ');
  }

  #isDueAgain(open: OpenForm): void {
    open.isDue = true;
    open.isIntroduced = false;
    this.onChange.tell(undefined);
  }

  #close(open: OpenForm, answer: FormAnswer): void {
    if (!this.#open.includes(open)) return;
    this.#open = this.#open.filter((other) => other !== open);
    open.answer.resolve(answer);
    this.onChange.tell(undefined);
  }
}
