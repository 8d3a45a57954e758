import type { Form, FormAnswer, FormValue, Speaker, ToolCaller } from '@vox/voice-core';

import type { ToolCallRecord } from '../tool-call-record';

/** A form that is being filled in. */
export type OpenForm = {
  readonly record: ToolCallRecord;
  readonly caller: ToolCaller;
  readonly form: Form;
  readonly answer: PromiseWithResolvers<FormAnswer>;
  values: Record<string, FormValue>;
  /** The field that is asked for; behind the last one, whether all of it is right. */
  at: number;
  timesReviewed: number;
  timesAsked: number;
  /** Counts the waits for an answer: only the newest may run out. */
  waits: number;
  /** The last answer was not understood. */
  isAgain: boolean;
  /** It is to be asked: nobody has heard the question, or it is a new one. */
  isDue: boolean;
  /** The turn in which it was asked last, until that ends. */
  turnId: string | undefined;
  /** To its end. */
  wasHeard: boolean;
  isIntroduced: boolean;
  /** What it was before that turn. */
  before: { readonly turnId: string; readonly progress: Progress } | undefined;
};

/** How far it is. */
type Progress = Pick<
  OpenForm,
  'values' | 'at' | 'timesReviewed' | 'timesAsked' | 'isAgain' | 'wasHeard'
>;

export function opened(record: ToolCallRecord, caller: ToolCaller, form: Form): OpenForm {
  return {
    record,
    caller,
    form,
    answer: Promise.withResolvers(),
    values: {},
    at: 0,
    timesReviewed: 0,
    timesAsked: 0,
    waits: 0,
    isAgain: false,
    isDue: true,
    turnId: undefined,
    wasHeard: false,
    isIntroduced: false,
    before: undefined,
  };
}

/** Only who has asked for the call. */
export function mayAnswer({ caller }: OpenForm, speaker: Speaker | undefined): boolean {
  // Nobody is named whose own session it is.
  return speaker === undefined || caller.speakers.some(({ id }) => id === speaker.id);
}

/** A word that was said freely, or a number, may have been taken for another one. */
export function mayBeMisheard({ form, values }: OpenForm): boolean {
  const { fields } = form;
  return fields.some(
    ({ name, wish, preset }) =>
      (wish.type === 'text' || wish.type === 'number') &&
      values[name] !== undefined &&
      values[name] !== preset,
  );
}

/** How far it is now. */
export function progressOf(open: OpenForm): Progress {
  const { values, at, timesReviewed, timesAsked, isAgain, wasHeard } = open;
  return { values: { ...values }, at, timesReviewed, timesAsked, isAgain, wasHeard };
}
