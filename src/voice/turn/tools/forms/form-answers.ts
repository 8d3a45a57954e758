import type { FormField, FormOption, FormValue } from '@vox/voice-core';

import { isOnly, wordsOf, wordsWithout, yesOrNo } from '../yes-no';
import { CANCEL, DECLINE, SKIP } from './form-words';
import { spokenEmail, spokenUrl } from './spoken-addresses';
import { spokenDate, spokenMoment } from './spoken-dates';
import { spokenNumber } from './spoken-numbers';

/** What somebody has said to a field: a value, that they leave it out, or that they do not go on. */
export type FieldAnswer = FieldValue | FieldSkip | NoFieldAnswer;

type FieldValue = { readonly type: 'value'; readonly value: FormValue } & Telling;
type FieldSkip = { readonly type: 'skip' } & Telling;
type NoFieldAnswer = { readonly type: 'decline' | 'cancel' | 'unclear' } & Telling;
/** It is hardly anything else: the question need not have been heard to its end. */
type Telling = { readonly isTelling?: true };

const HESITATION = /^(?:(?:um+|uh+|erm|er|well|äh+m?|öh+m?|euh+|eh+|pues|alors|also)[\s,.…]+)+/iu;

/**
 * @param field Undefined: they are asked whether all of it is right.
 * @param language Of two letters. @param names Of who is spoken to: they are no part of an answer.
 */
export function answerIn(
  field: FormField | undefined,
  text: string,
  language: string,
  names: readonly string[],
): FieldAnswer {
  const words = wordsWithout(text, names);
  if (isOnly(words, CANCEL)) return { type: 'cancel', isTelling: true };
  if (field === undefined) return answerTo({ type: 'yes-no' }, text, language, names);
  const { wish, isRequired, preset } = field;
  if (wish.type !== 'yes-no' && isOnly(words, DECLINE)) {
    return { type: isRequired ? 'decline' : 'skip' };
  }
  const mayLeave = !isRequired || preset !== undefined;
  if (mayLeave && isOnly(words, SKIP)) return { type: 'skip' };
  return answerTo(wish, text, language, names);
}

function answerTo(
  wish: FormField['wish'],
  text: string,
  language: string,
  names: readonly string[],
): FieldAnswer {
  const value = valueOf(wish, text, language, names);
  if (value === undefined) return { type: 'unclear' };
  const isFree = wish.type === 'yes-no' || (wish.type === 'text' && wish.format === undefined);
  return { type: 'value', value, ...(isFree ? {} : { isTelling: true }) };
}

function valueOf(
  wish: FormField['wish'],
  text: string,
  language: string,
  names: readonly string[],
): FormValue | undefined {
  switch (wish.type) {
    case 'text':
      return textOf(wish, text, language);
    case 'yes-no': {
      const answer = yesOrNo(text, names);
      return answer === 'unclear' ? undefined : answer === 'yes';
    }
    case 'number': {
      const { isWhole, least = -Infinity, most = Infinity } = wish;
      const number = spokenNumber(text, language);
      const isFit = number !== undefined && (!isWhole || Number.isInteger(number));
      return isFit && number >= least && number <= most ? number : undefined;
    }
    case 'choice': {
      const [only, ...others] = chosen(wish.options, text);
      return others.length === 0 ? only : undefined;
    }
    case 'choices': {
      const values = chosen(wish.options, text);
      return values.length >= Math.max(1, wish.least) && values.length <= wish.most
        ? values
        : undefined;
    }
  }
}

function textOf(
  { format, minLength = 1, maxLength = Infinity }: Extract<FormField['wish'], { type: 'text' }>,
  text: string,
  language: string,
): string | undefined {
  switch (format) {
    case 'email':
      return spokenEmail(text);
    case 'uri':
      return spokenUrl(text);
    case 'date':
      return spokenDate(text, language);
    case 'date-time':
      return spokenMoment(text, language);
    case undefined: {
      const said = text
        .trim()
        .replace(HESITATION, '')
        .replace(/[.…]+$/u, '');
      const { length } = said;
      return length >= Math.max(1, minLength) && length <= maxLength ? said : undefined;
    }
  }
}

/** Those that are named; one whose words are part of another one's that is named, too, is not meant. */
function chosen(options: readonly FormOption[], text: string): string[] {
  const said = ` ${wordsOf(text)}`;
  const named = options.flatMap(({ value, title }) => {
    const found = [wordsOf(title), wordsOf(value)].filter(
      (words) => words !== '' && said.includes(` ${words}`),
    );
    return found.length === 0 ? [] : [{ value, words: found[0] ?? '' }];
  });
  return named
    .filter(
      ({ words }) => !named.some((other) => other.words !== words && other.words.includes(words)),
    )
    .map(({ value }) => value);
}
