import type { Form, FormField, FormOption, FormValue } from '@vox/voice-core';

import { spokenValue } from '../spoken-values';
import { FORM_WORDS, type FormWords, languageOf } from './form-words';

const MAX_MESSAGE_CHARACTERS = 300;
const MAX_LABEL_CHARACTERS = 120;

/** The questions of one form, in one language. They are the server's own, around the words of who wants to know. */
export class FormQuestions {
  readonly #words: FormWords;

  constructor(
    private readonly form: Form,
    language: string | undefined,
  ) {
    this.#words = FORM_WORDS[languageOf(language)] as FormWords;
  }

  /** Who wants to know, and what for; it stands before the first question. */
  get intro(): string {
    const { from, message } = this.form;
    const text = spokenValue(message, MAX_MESSAGE_CHARACTERS).replace(/[\s.:,;]+$/u, '');
    return this.#words.intro(spokenValue(from), text === '' ? '…' : text);
  }

  /** Says that an answer was not understood. */
  get again(): string {
    return this.#words.again;
  }

  /** Says that what is not right is asked for anew. */
  get fromTheStart(): string {
    return this.#words.fromTheStart;
  }

  of(field: FormField): string {
    return [this.#leave(field), this.#wish(field)].filter((part) => part !== '').join(' ');
  }

  /** Whether `values` are right; where nothing is asked for, whether they agree. */
  review(values: Readonly<Record<string, FormValue>>): string {
    const { fields } = this.form;
    if (fields.length === 0) return this.#words.agree;
    const told = fields.flatMap((field) => {
      const value = values[field.name];
      return value === undefined ? [] : [`${labelOf(field)}: ${this.#said(field, value)}`];
    });
    return this.#words.review(told.join(', '));
  }

  #leave({ isRequired, preset, wish }: FormField): string {
    if (isRequired && preset === undefined) return '';
    return preset === undefined
      ? this.#words.optional
      : this.#words.preset(this.#said({ wish }, preset));
  }

  #wish(field: FormField): string {
    const words = this.#words;
    const { wish } = field;
    const label = labelOf(field);
    switch (wish.type) {
      case 'text':
        return words.any(label);
      case 'yes-no':
        return words.yesNo(label);
      case 'choice':
        return words.choice(label, this.#listed(wish.options));
      case 'choices':
        return words.choices(label, this.#listed(wish.options));
      case 'number': {
        const { least, most } = wish;
        if (least !== undefined && most !== undefined) return words.between(label, least, most);
        if (least !== undefined) return words.atLeast(label, least);
        return most === undefined ? words.number(label) : words.atMost(label, most);
      }
    }
  }

  #listed(options: readonly FormOption[]): string {
    const titles = options.map(({ title }) => spokenValue(title));
    const last = titles.at(-1) ?? '';
    return titles.length < 2 ? last : `${titles.slice(0, -1).join(', ')} ${this.#words.or} ${last}`;
  }

  #said({ wish }: Pick<FormField, 'wish'>, value: FormValue): string {
    if (typeof value === 'boolean') return value ? this.#words.yes : this.#words.no;
    if (typeof value === 'number') return String(value);
    const options = 'options' in wish ? wish.options : [];
    const titleOf = (one: string) => options.find((option) => option.value === one)?.title ?? one;
    const values = typeof value === 'string' ? [value] : value;
    // What ends a sentence would end the question.
    return values.map((one) => spokenValue(titleOf(one)).replace(/[.\s]+$/u, '')).join(', ');
  }
}

function labelOf({ label }: FormField): string {
  return spokenValue(label, MAX_LABEL_CHARACTERS).replace(/[\s.:,;]+$/u, '');
}
