import type { FormField, FormWish } from '@vox/voice-core';

import { answerIn } from './form-answers';

const field = (wish: FormWish, more: Partial<FormField> = {}): FormField => ({
  name: 'field',
  label: 'Field',
  isRequired: true,
  wish,
  ...more,
});
const WORD: FormWish = { type: 'text' };
const COUNT: FormWish = { type: 'number', isWhole: true, least: 1, most: 100 };
const NUMBER: FormWish = { type: 'number', isWhole: false };
const FISH: FormWish = {
  type: 'choice',
  options: [
    { value: 'fish-1', title: 'Tuna' },
    { value: 'fish-2', title: 'Red salmon' },
    { value: 'fish-3', title: 'Salmon' },
  ],
};

const told = (wish: FormWish, text: string, language = 'en', more: Partial<FormField> = {}) => {
  const answer = answerIn(field(wish, more), text, language, ['Vox']);
  return answer.type === 'value' ? answer.value : answer.type;
};

it.each([
  ['en', 'forty two', 42],
  ['en', 'It is 42.', 42],
  ['en', 'one hundred and five', 105],
  ['en', 'twelve hundred', undefined],
  ['en', 'two thousand and six', 2006],
  ['en', 'three point one four', 3.14],
  ['en', 'minus seven', -7],
  ['en', '1,250.5', 1250.5],
  ['en', '3 or 4', undefined],
  ['de', 'zweiundvierzig', 42],
  ['de', 'einundzwanzig', 21],
  ['de', 'dreihundertfünf', 305],
  ['de', 'zweitausend sechs', 2006],
  ['de', 'drei Komma eins vier', 3.14],
  ['de', '1.250,5', 1250.5],
  ['fr', 'quarante-deux', 42],
  ['fr', 'vingt et un', 21],
  ['fr', 'soixante-dix-sept', 77],
  ['fr', 'quatre-vingt-dix-neuf', 99],
  ['fr', 'deux cents', 200],
  ['fr', 'deux mille six', 2006],
  ['fr', 'moins sept virgule cinq', -7.5],
  ['es', 'cuarenta y dos', 42],
  ['es', 'veintidós', 22],
  ['es', 'quinientos cinco', 505],
  ['es', 'mil', 1000],
  ['es', 'tres coma uno cuatro', 3.14],
])('in %s the number %j is understood', (language, text, number) => {
  expect(told(NUMBER, text, language)).toBe(number ?? 'unclear');
});

it('a number that the field does not take is none', () => {
  expect(told(COUNT, 'one hundred')).toBe(100);
  expect(told(COUNT, 'one hundred one')).toBe('unclear');
  expect(told(COUNT, 'two point five')).toBe('unclear');
});

it.each([
  ['en', 'March 5th, 1990', '1990-03-05'],
  ['en', 'the 5th of March 1990', '1990-03-05'],
  ['en', '3/5/1990', '1990-03-05'],
  ['de', 'am 5. März 1990', '1990-03-05'],
  ['de', '5.3.1990', '1990-03-05'],
  ['fr', 'le 5 août 1990', '1990-08-05'],
  ['es', '5 de agosto de 1990', '1990-08-05'],
  ['en', '1990-03-05', '1990-03-05'],
  ['en', 'February 30, 1990', 'unclear'],
  ['en', 'in March', 'unclear'],
])('in %s the date %j is %s', (language, text, date) => {
  expect(told({ type: 'text', format: 'date' }, text, language)).toBe(date);
});

it.each([
  ['en', 'March 5th, 1990 at 3 pm', '1990-03-05T15:00:00'],
  ['en', 'March 5th, 1990 at 12:30 a.m.', '1990-03-05T00:30:00'],
  ['de', 'am 5. März 1990 um 15 Uhr 30', '1990-03-05T15:30:00'],
  ['fr', 'le 5 mars 1990 à 15h30', '1990-03-05T15:30:00'],
])('in %s the moment %j is %s, by the clock of the server', (language, text, moment) => {
  const said = told({ type: 'text', format: 'date-time' }, text, language);
  expect(said).toMatch(new RegExp(`^${moment}[+-]\\d\\d:\\d\\d$`, 'u'));
});

it.each([
  ['Ada at example dot org.', 'ada@example.org'],
  ['ada minus love at example punkt de', 'ada-love@example.de'],
  ['ada arobase example point fr', 'ada@example.fr'],
  ['ada@example.org', 'ada@example.org'],
  ['I have none', 'unclear'],
])('the address of mail %j is %s', (text, address) => {
  expect(told({ type: 'text', format: 'email' }, text)).toBe(address);
});

it('a page is named by its words', () => {
  const page: FormWish = { type: 'text', format: 'uri' };
  expect(told(page, 'example dot org slash about')).toBe('https://example.org/about');
  expect(told(page, 'https://example.org')).toBe('https://example.org');
  expect(told(page, 'home')).toBe('unclear');
});

it('one of several is named by its title or its value, the longer name first', () => {
  expect(told(FISH, 'The tuna, please.')).toBe('fish-1');
  expect(told(FISH, 'red salmon')).toBe('fish-2');
  expect(told(FISH, 'fish-3')).toBe('fish-3');
  expect(told(FISH, 'tuna or salmon')).toBe('unclear');
  const many: FormWish = { ...FISH, type: 'choices', least: 1, most: 2 };
  expect(told(many, 'tuna and red salmon')).toEqual(['fish-1', 'fish-2']);
  expect(told(many, 'none of them')).toBe('unclear');
});

it('yes and no are a value where that is asked, and words where words are', () => {
  expect(told({ type: 'yes-no' }, 'Vox, no.')).toBe(false);
  expect(told({ type: 'yes-no' }, 'ja, bitte')).toBe(true);
  expect(told({ type: 'yes-no' }, 'what for')).toBe('unclear');
  expect(told(WORD, 'Um, Ada Lovelace.')).toBe('Ada Lovelace');
  expect(told({ type: 'text', minLength: 3 }, 'A.')).toBe('unclear');
});

it.each([
  ['cancel', 'cancel'],
  ['Vergiss es.', 'cancel'],
  ['Laissez tomber', 'cancel'],
  ['no', 'decline'],
  ['Lieber nicht.', 'decline'],
  ['prefiero no decirlo', 'decline'],
])('%j to a field that must be filled in means %s', (text, meaning) => {
  expect(told(WORD, text)).toBe(meaning);
});

it('a field that need not be filled in is left out by a word, and by a no', () => {
  const mayLeave = { isRequired: false };
  expect(told(WORD, 'skip it', 'en', mayLeave)).toBe('skip');
  expect(told(WORD, 'weiter', 'de', mayLeave)).toBe('skip');
  expect(told(WORD, 'no', 'en', mayLeave)).toBe('skip');
  expect(told(COUNT, 'skip', 'en', { preset: 42 })).toBe('skip');
  expect(told(COUNT, 'skip')).toBe('unclear');
});
