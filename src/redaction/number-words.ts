/** Words that people say for digits, in English, German, French and Spanish; numbers up to 99 where numbers are told in pairs. */
const DIGITS = [
  ['zero', 'oh', 'o', 'null', 'zéro', 'cero'],
  ['one', 'eins', 'un', 'une', 'uno'],
  ['two', 'zwei', 'zwo', 'deux', 'dos'],
  ['three', 'drei', 'trois', 'tres'],
  ['four', 'vier', 'quatre', 'cuatro'],
  ['five', 'fünf', 'cinq', 'cinco'],
  ['six', 'sechs', 'seis'],
  ['seven', 'sieben', 'sept', 'siete'],
  ['eight', 'acht', 'huit', 'ocho'],
  ['nine', 'neun', 'neuf', 'nueve'],
] as const;

const FRENCH_DIGITS = [
  'zéro',
  'un',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
];
const FRENCH_TEENS = ['dix', 'onze', 'douze', 'treize', 'quatorze', 'quinze', 'seize'] as const;
const FRENCH_TENS = ['vingt', 'trente', 'quarante', 'cinquante', 'soixante'] as const;
const SPANISH_TEENS = [
  'diez',
  'once',
  'doce',
  'trece',
  'catorce',
  'quince',
  'dieciséis',
  'diecisiete',
  'dieciocho',
  'diecinueve',
  'veinte',
] as const;

/** Followed by "y" and a digit, or alone. */
export const SPANISH_TENS: ReadonlyMap<string, number> = new Map(
  ['treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'].map(
    (word, index) => [word, index + 3],
  ),
);

/** What a word is as digits. */
export const NUMBER_WORDS: ReadonlyMap<string, string> = new Map([
  ...DIGITS.flatMap((words, digit) => words.map((word) => [word, String(digit)] as const)),
  ...FRENCH_TEENS.map((word, index) => [word, String(10 + index)] as const),
  ...SPANISH_TEENS.map((word, index) => [word, String(10 + index)] as const),
  ...frenchPairs(),
]);

/** Said before a digit that comes several times. */
export const REPEATED: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['doppel', 2],
  ['doble', 2],
  ['triple', 3],
]);

export const PLUS: ReadonlySet<string> = new Set(['plus', 'más', '+']);

/** 17 to 99 as French writes them: "trente-quatre", "soixante-dix-huit", "quatre-vingt-onze". */
function frenchPairs(): [word: string, digits: string][] {
  const digit = (value: number) => FRENCH_DIGITS[value];
  const below20 = (value: number) =>
    value < 10 ? digit(value) : (FRENCH_TEENS[value - 10] ?? `dix-${digit(value - 10)}`);
  const pairs: [string, string][] = [17, 18, 19].map((value) => [`${below20(value)}`, `${value}`]);
  FRENCH_TENS.forEach((ten, index) => {
    const from = 20 + index * 10;
    pairs.push([ten, String(from)]);
    const count = ten === 'soixante' ? 20 : 10;
    for (let more = 1; more < count; more++) {
      const join = more === 1 || more === 11 ? '-et-' : '-';
      pairs.push([`${ten}${join}${below20(more)}`, String(from + more)]);
    }
  });
  pairs.push(['quatre-vingts', '80']);
  for (let more = 1; more < 20; more++) {
    pairs.push([`quatre-vingt-${below20(more)}`, String(80 + more)]);
  }
  return pairs;
}
