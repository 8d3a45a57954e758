import type { FormField, FormWish } from '@vox/voice-core';

import { answerIn } from './form-answers';

const NUMBER: FormWish = { type: 'number', isWhole: false };
const EMAIL: FormWish = { type: 'text', format: 'email' };
const PAGE: FormWish = { type: 'text', format: 'uri' };
const DATE: FormWish = { type: 'text', format: 'date' };
const WORD: FormWish = { type: 'text' };
const SEATS: FormWish = {
  type: 'choice',
  options: ['2', '4', 'Six people'].map((title) => ({ value: title, title })),
};
const FISH: FormWish = {
  type: 'choice',
  options: ['Tuna', 'Red salmon', 'Salmon', 'No fish', 'Well done'].map((title) => ({
    value: title,
    title,
  })),
};

const told = (
  wish: FormWish,
  text: string,
  language = 'en',
  { label = 'Field', names = ['Hey Vox', 'Vox'] } = {},
) => {
  const field: FormField = { name: 'field', label, isRequired: true, wish };
  const answer = answerIn(field, text, language, names);
  return answer.type === 'value' ? answer.value : answer.type;
};

it.each([
  ['en', 'Two, please.', 2],
  ['en', 'Vox, four.', 4],
  ['en', 'Um, four.', 4],
  ['en', "Well, er, that's forty-two, I think. Thank you!", 42],
  ['en', 'four four', 4],
  ['en', 'My lucky number is two thousand and six.', 2006],
  ['en', "It's minus three point one four.", -3.14],
  ['en', 'one thousand, two hundred seats', 1200],
  ['en', 'just the two of us', 2],
  ['en', "that's one", 1],
  ['en', 'one moment, four', 4],
  ['en', 'a hundred and five, Vox', 105],
  ['de', 'Äh, vier, bitte.', 4],
  ['de', 'Vox, das sind zweiundvierzig.', 42],
  ['de', 'Ein Tisch für vier Personen', 4],
  ['de', 'Tragen Sie vier ein.', 4],
  ['de', 'Eine Person, bitte.', 1],
  ['de', 'Zwo.', 2],
  ['de', 'Es ist drei Komma fünfundzwanzig', 3.25],
  ['fr', "Euh, quatre, s'il vous plaît.", 4],
  ['fr', "C'est quatre-vingt-dix-neuf.", 99],
  ['fr', 'Une table pour quatre', 4],
  ['fr', 'nous sommes vingt et une', 21],
  ['fr', 'septante-deux', 72],
  ['fr', 'trois virgule vingt-cinq', 3.25],
  ['es', 'Eh, cuatro, por favor.', 4],
  ['es', 'Somos treinta y una personas', 31],
  ['es', 'Es mil doscientas cinco', 1205],
  ['es', 'Vox, menos siete', -7],
])('in %s %j says the number %d', (language, text, number) => {
  expect(told(NUMBER, text, language)).toBe(number);
});

it.each([
  ['en', 'two or three'],
  ['en', 'two, three'],
  ['en', 'twenty, two'],
  ['en', 'not two'],
  ['en', "it isn't four"],
  ['en', 'two, no, three'],
  ['en', 'four or more'],
  ['en', 'not 2'],
  ['en', 'more than 2'],
  ['en', 'two and a half'],
  ['en', 'two million'],
  ['en', '2 million'],
  ['en', 'the twenty-first'],
  ['en', 'one moment please'],
  ['en', 'that one'],
  ['en', 'one more time'],
  ['en', 'a few of us, please'],
  ['de', 'zwei oder drei'],
  ['de', 'ein oder zwei'],
  ['de', 'ein, zwei'],
  ['de', 'nicht zwei'],
  ['de', 'keine zwei'],
  ['de', 'ein paar'],
  ['de', 'Einen Moment, bitte.'],
  ['fr', 'deux ou trois'],
  ['fr', 'un, deux'],
  ['fr', 'pas deux'],
  ['fr', 'au moins quatre'],
  ['fr', 'moins de quatre'],
  ['fr', 'encore une fois'],
  ['fr', 'vingt et unième'],
  ['es', 'dos o tres'],
  ['es', 'uno o dos'],
  ['es', 'siete u ocho'],
  ['es', 'no, dos no'],
  ['es', 'al menos cuatro'],
  ['es', 'un momento'],
  ['es', 'dos y medio'],
])('in %s %j says no one number', (language, text) => {
  expect(told(NUMBER, text, language)).toBe('unclear');
});

it('takes a number in the name of who is spoken to for no answer', () => {
  const seven = { names: ['Agent Seven'] };
  expect(told(NUMBER, 'Agent Seven, four.', 'en', seven)).toBe(4);
  expect(told(NUMBER, 'Agent Seven?', 'en', seven)).toBe('unclear');
});

it.each([
  ['en', "It's ada at example dot org", 'ada@example.org'],
  ['en', 'Vox, my email address is ada@example.org, thanks.', 'ada@example.org'],
  [
    'en',
    'You can reach me at ada dot lovelace at example dot org please',
    'ada.lovelace@example.org',
  ],
  ['en', 'um, a d a at my company dot com', 'ada@mycompany.com'],
  ['en', 'ada 42 at example dot co dot uk', 'ada42@example.co.uk'],
  ['en', 'Ada, at example, dot org. That is at my work.', 'ada@example.org'],
  ['en', "ada@example.org, yes, it's ada at example dot org", 'ada@example.org'],
  ['de', 'Das ist, äh, ada ät example Punkt de, bitte.', 'ada@example.de'],
  ['de', 'Meine Adresse ist ada Unterstrich love ät example Punkt de', 'ada_love@example.de'],
  ['fr', "C'est ada tiret bas love arobase example point fr, merci", 'ada_love@example.fr'],
  ['es', 'Mi correo es ada guion bajo love arroba example punto es', 'ada_love@example.es'],
  ['es', 'Es ada guion love arroba example punto es, gracias', 'ada-love@example.es'],
  ['en', 'ada at example dot org or bob at example dot org', 'unclear'],
  ['en', 'not ada at example dot org', 'unclear'],
  ['en', "it's at example dot org", 'unclear'],
  ['en', 'I am at home', 'unclear'],
])('in %s %j says the address of mail %s', (language, text, address) => {
  expect(told(EMAIL, text, language)).toBe(address);
});

it.each([
  ["It's example dot org slash about, please.", 'https://example.org/about'],
  ['Vox, you find it at example dot org', 'https://example.org'],
  ['um, https://example.org/about.', 'https://example.org/about'],
  ["c'est www point example point fr barre oblique infos", 'https://www.example.fr/infos'],
  ['example dot org or example dot com', 'unclear'],
  ['it is not example dot org', 'unclear'],
  ['at 3.5 e.g.', 'unclear'],
])('%j names the page %s', (text, page) => {
  expect(told(PAGE, text)).toBe(page);
});

it.each([
  ['en', "Um, it's Ada Lovelace, please.", 'Ada Lovelace'],
  ['en', 'Vox, my name is Ada Lovelace.', 'Ada Lovelace'],
  ['en', 'vox ada lovelace', 'ada lovelace'],
  ['en', 'Ada Lovelace, Vox.', 'Ada Lovelace'],
  ['en', "That's Ada.", 'Ada'],
  ['en', 'My room is cold.', 'My room is cold'],
  ['en', 'Well Street 5.', 'Well Street 5'],
  ['de', 'Äh, ich heiße Ada, danke.', 'Ada'],
  ['de', 'Das ist Ada.', 'Ada'],
  ['de', 'Er ist Arzt.', 'Er ist Arzt'],
  ['de', 'Es war schön.', 'Es war schön'],
  ['fr', "Euh, je m'appelle Ada, merci.", 'Ada'],
  ['fr', "C'est Ada, s'il vous plaît.", 'Ada'],
  ['es', 'Es Ada, por favor.', 'Ada'],
  ['es', 'Pues, me llamo Ada.', 'Ada'],
  ['en', 'Vox?', 'unclear'],
  ['en', 'Um.', 'unclear'],
  ['en', 'Please.', 'unclear'],
])('in %s %j says the words %j', (language, text, words) => {
  expect(told(WORD, text, language)).toBe(words);
});

it('takes what the field is called for the begin of an answer, and a name that is an answer for one', () => {
  expect(told(WORD, 'My room is cold.', 'en', { label: 'Your room' })).toBe('cold');
  expect(told(WORD, 'Ada Lovelace.', 'en', { names: ['Ada'] })).toBe('Ada Lovelace');
  expect(told(WORD, 'Ada.', 'en', { names: ['Ada'] })).toBe('Ada');
});

it('finds a date beside a name that is a month, and beside other words', () => {
  const june = { names: ['June'] };
  expect(told(DATE, "June, um, it's March 5th, 1990, please.", 'en', june)).toBe('1990-03-05');
  expect(told(DATE, 'June 5th, 1990.', 'en', june)).toBe('1990-06-05');
});

it.each([
  ['en', 'Vox, four.', '4'],
  ['en', 'Two, please.', '2'],
  ['en', "Um, that's six.", 'Six people'],
  ['de', 'Äh, vier, bitte', '4'],
  ['en', 'two or four', 'unclear'],
  ['en', 'not two', 'unclear'],
  ['en', 'five', 'unclear'],
])('in %s %j names the option %s of numbers', (language, text, option) => {
  expect(told(SEATS, text, language)).toBe(option);
});

it.each([
  ['en', "Vox, it's the tuna, please.", 'Tuna'],
  ['en', 'red, um, salmon', 'Red salmon'],
  ['en', 'well done please', 'Well done'],
  ['en', 'no fish, thanks', 'No fish'],
  ['en', 'not the tuna', 'unclear'],
  ['de', 'nicht tuna', 'unclear'],
  ['fr', 'pas le tuna', 'unclear'],
])('in %s %j names the option %s', (language, text, option) => {
  expect(told(FISH, text, language)).toBe(option);
});

it('finds no several options where one of two is said, or one is not wanted', () => {
  const many: FormWish = { ...FISH, type: 'choices', least: 1, most: 3 };
  expect(told(many, 'Um, tuna and red salmon, please.')).toEqual(['Tuna', 'Red salmon']);
  expect(told(many, 'tuna or red salmon')).toBe('unclear');
  expect(told(many, 'tuna, but not the salmon')).toBe('unclear');
});
