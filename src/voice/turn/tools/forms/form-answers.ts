import type { FormField, FormOption, FormValue } from '@vox/voice-core';

import { isOnly, wordsOf, wordsWithout, yesOrNo } from '../yes-no';
import { withoutBeside } from './beside-answers';
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

/** What goes before, or is beside, the words of an option. */
const HESITATION = / (?:um+|uh+m*|erm?|äh+m*|öh+m*|euh+|eh+|hm+)(?= )/gu;
/** Beside the name of an option it is not that one, or one of several. */
const NOT_THAT =
  / (?:not|no|never|without|except|dont|or|nicht|kein|keine|keinen|ohne|oder|pas|sans|sauf|ou|sin|nunca|o|u) /u;

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
  const said = wish.type === 'yes-no' ? text : withoutBeside(text, field, language, names);
  const answer = answerTo(wish, said, language, names);
  // What is left out may be a part of an option's name.
  const mayBeName = wish.type === 'choice' || wish.type === 'choices';
  return mayBeName && answer.type === 'unclear' ? answerTo(wish, text, language, names) : answer;
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
      const [only, ...others] = chosen(wish.options, text, language);
      return others.length === 0 ? only : undefined;
    }
    case 'choices': {
      const values = chosen(wish.options, text, language);
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
      const said = text.replace(/[.…]+$/u, '');
      const { length } = said;
      return length >= Math.max(1, minLength) && length <= maxLength ? said : undefined;
    }
  }
}

/** Those that are named, or have the number that is said; none where one is not meant, or one of several. */
function chosen(options: readonly FormOption[], text: string, language: string): string[] {
  const words = ` ${wordsOf(text)}`;
  const said = words.replaceAll(HESITATION, '');
  const found = namedIn(options, said);
  const named = found.length > 0 ? found : namedIn(options, words);
  if (named.length > 0) {
    const rest = named.reduce((left, name) => left.replaceAll(name.words, ' '), said);
    return NOT_THAT.test(rest) ? [] : named.map(({ value }) => value);
  }
  const number = spokenNumber(text, language);
  if (number === undefined) return [];
  return options
    .filter(({ title, value }) =>
      [title, value].some((name) => spokenNumber(name, language) === number),
    )
    .map(({ value }) => value);
}

/** One whose words are part of another one's that is named, too, is not meant. */
function namedIn(
  options: readonly FormOption[],
  said: string,
): { readonly value: string; readonly words: string }[] {
  const named = options.flatMap((option) => {
    const words = namesOf(option).find((name) => said.includes(name));
    return words === undefined ? [] : [{ value: option.value, words }];
  });
  return named.filter(
    ({ words }) => !named.some((other) => other.words !== words && other.words.includes(words)),
  );
}

/** With a space on each side. */
function namesOf({ title, value }: FormOption): string[] {
  return [wordsOf(title), wordsOf(value)]
    .filter((words) => words !== '')
    .map((words) => ` ${words}`);
}
