import { NUMBER_WORDS, PLUS, REPEATED, SPANISH_TENS } from './number-words';

/** A stretch of a text, and what it is in writing. */
export type WrittenForm = {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly written: string;
};

type Token = { readonly word: string; readonly start: number; readonly end: number };

/** Whoever says fewer digits tells a time, a room or a price. */
const MIN_DIGITS = 7;

const DOT = new Set(['dot', 'punkt', 'point', 'punto']);
const AT = new Set(['at', 'ät', 'arobase', 'arroba']);
const DASH = new Set(['dash', 'hyphen', 'minus', 'bindestrich', 'tiret', 'guion', 'guión']);
const UNDERSCORE = new Set(['underscore', 'unterstrich']);
/** "tiret bas", "guion bajo": an underscore. */
const LOW = new Set(['bas', 'bajo']);

/** Nobody's mailbox: "I bought it at amazon dot com". */
const NO_MAILBOX = new Set(
  'it me you us them him her there here this that be is was are were only'.split(' '),
);

/**
 * Numbers that are told digit by digit, or in pairs: "null eins sieben eins", "zéro six douze". A country's letters may come first (IBAN).
 * @param isAccount Whether two letters and digits are an account's number: other words of two letters may stand before digits.
 */
export function spokenNumbers(
  text: string,
  isAccount: (written: string) => boolean,
): WrittenForm[] {
  const tokens = tokensOf(text);
  const found: WrittenForm[] = [];
  for (let at = 0; at < tokens.length;) {
    const account = numberFrom(tokens, at, text, countryAt(tokens, at));
    const isOne = account !== undefined && isAccount(account.form.written);
    const run = isOne ? account : numberFrom(tokens, at, text);
    if (run !== undefined && run.digits >= MIN_DIGITS) {
      found.push(run.form);
      at = run.next;
    } else at += 1;
  }
  return found;
}

/** Addresses that are told word by word: "john dot smith at gmail dot com". */
export function spokenAddresses(text: string): WrittenForm[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, index): WrittenForm[] => {
    if (!AT.has(token.word)) return [];
    const local = backwards(tokens, index - 1);
    const domain = forwards(tokens, index + 1);
    if (local === undefined || domain === undefined) return [];
    const [start, end] = [tokens[local.from]?.start, tokens[domain.to]?.end];
    if (start === undefined || end === undefined) return [];
    return [{ start, end, written: `${local.written}@${domain.written}` }];
  });
}

function numberFrom(
  tokens: readonly Token[],
  from: number,
  text: string,
  country?: ReturnType<typeof countryAt>,
) {
  let at = from;
  let written = '';
  if (country !== undefined) {
    written = country.letters;
    at = country.next;
  } else if (PLUS.has(tokens[at]?.word ?? '')) {
    written = '+';
    at += 1;
  }
  const begun = written.length;
  let last: Token | undefined;
  while (at < tokens.length) {
    const step = digitsAt(tokens, at);
    if (step === undefined || (last !== undefined && isApart(text, last, tokens[at]))) break;
    written += step.digits;
    at = step.next;
    last = tokens[at - 1];
  }
  const start = tokens[from]?.start;
  if (last === undefined || start === undefined) return undefined;
  return { form: { start, end: last.end, written }, digits: written.length - begun, next: at };
}

/** Two letters apart or together, before digits: how an IBAN begins. */
function countryAt(tokens: readonly Token[], at: number) {
  const [one, two, three] = [tokens[at]?.word, tokens[at + 1]?.word, tokens[at + 2]?.word];
  if (one === undefined || two === undefined) return undefined;
  const isLetter = (word: string) => /^[a-z]$/u.test(word);
  const begins = (word: string | undefined) => word !== undefined && NUMBER_WORDS.has(word);
  if (isLetter(one) && isLetter(two) && begins(three)) {
    return { letters: `${one}${two}`.toUpperCase(), next: at + 2 };
  }
  if (/^[a-z]{2}$/u.test(one) && !NUMBER_WORDS.has(one) && begins(two)) {
    return { letters: one.toUpperCase(), next: at + 1 };
  }
  return undefined;
}

function digitsAt(tokens: readonly Token[], at: number) {
  const word = tokens[at]?.word ?? '';
  const times = REPEATED.get(word);
  if (times !== undefined) {
    const digit = digitOf(tokens[at + 1]?.word);
    return digit?.length === 1 ? { digits: digit.repeat(times), next: at + 2 } : undefined;
  }
  const tens = SPANISH_TENS.get(word);
  if (tens !== undefined) {
    const unit = tokens[at + 1]?.word === 'y' ? digitOf(tokens[at + 2]?.word) : undefined;
    return unit?.length === 1
      ? { digits: `${tens}${unit}`, next: at + 3 }
      : { digits: `${tens}0`, next: at + 1 };
  }
  const digits = digitOf(word);
  return digits === undefined ? undefined : { digits, next: at + 1 };
}

function digitOf(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  return /^\d{1,4}$/u.test(word) ? word : NUMBER_WORDS.get(word);
}

/** Something but blanks is between them. */
function isApart(text: string, before: Token, next: Token | undefined): boolean {
  return next !== undefined && !/^[\s,]*$/u.test(text.slice(before.end, next.start));
}

function backwards(tokens: readonly Token[], last: number) {
  const words: string[] = [];
  let at = last;
  for (;;) {
    const word = tokens[at]?.word;
    if (word === undefined || !isName(word)) return undefined;
    words.unshift(word);
    const joint = jointBefore(tokens, at - 1);
    if (joint === undefined) break;
    words.unshift(joint.written);
    at = joint.from - 1;
  }
  if (words.length === 1 && NO_MAILBOX.has(words[0] ?? '')) return undefined;
  return { from: at, written: words.join('') };
}

function forwards(tokens: readonly Token[], first: number) {
  const words: string[] = [];
  let at = first;
  let hasDot = false;
  for (;;) {
    const word = tokens[at]?.word;
    if (word === undefined || !/^[\p{L}\p{N}]+$/u.test(word)) return undefined;
    words.push(word);
    const joint = tokens[at + 1]?.word ?? '';
    const isDot = DOT.has(joint);
    if (!isDot && !DASH.has(joint)) break;
    hasDot ||= isDot;
    words.push(isDot ? '.' : '-');
    at += 2;
  }
  return hasDot ? { to: at, written: words.join('') } : undefined;
}

function jointBefore(tokens: readonly Token[], at: number) {
  const word = tokens[at]?.word ?? '';
  if (LOW.has(word) && DASH.has(tokens[at - 1]?.word ?? '')) return { written: '_', from: at - 1 };
  if (DOT.has(word)) return { written: '.', from: at };
  if (UNDERSCORE.has(word)) return { written: '_', from: at };
  return DASH.has(word) ? { written: '-', from: at } : undefined;
}

function isName(word: string): boolean {
  return /^[\p{L}\p{N}_.-]+$/u.test(word) && !DOT.has(word) && !AT.has(word);
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*|\+/gu)].map(
    ({ 0: word, index }) => ({ word: word.toLowerCase(), start: index, end: index + word.length }),
  );
}
