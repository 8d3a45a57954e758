import { type Judgement, wordSet } from './words';

const DIGITS = wordSet('zero one two three four five six seven eight nine');
const TEENS = wordSet(
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
);
const TENS = wordSet('twenty thirty forty fifty sixty seventy eighty ninety');
const MAGNITUDES = wordSet('hundred thousand million billion');

/** Among digits they are read out too; elsewhere they are none. */
const AMONG_DIGITS = wordSet('oh o point double triple dash');

/** What recognizers write for a digit when they do not know that it is one. */
const HOMOPHONES = wordSet('to too for ate won');

/** The same of a number that is all that was said: "To." for "two", "Do," for "two". */
const LONE_HOMOPHONES = wordSet('to too do due for fore ate won wan tree tin sex nein hate sics');

/** A number follows them more often than a thing: "option to" is "option two". */
const NUMBERED = wordSet(
  'number option room page chapter line gate platform track channel step level floor question item part section version door table row seat',
);

/** Shorter numbers that are read out digit by digit are not over; this many are a telephone number. */
const WHOLE_DIGITS = 7;

/** Who says one of these reads a number out, in groups. */
const READ_OUT = wordSet(
  'number numbers phone telephone mobile call dial code pin extension zip postcode account card digits digit',
);
const READ_OUT_WITHIN_WORDS = 5;

/** A number on its own of this many digits is a group of a longer one; a shorter one is an amount. */
const GROUP_DIGITS = 3;
const YEAR = /^(?:1[5-9]|20)\d\d$/u;

const ADDRESS = /\b(?:address|street|live at|lives at|living at)\b/u;

/** "12 Elm": recognizers write names with a capital. What has one and is no street ends it. */
const HOUSE_NUMBER = /\p{Lu}\p{L}+[.,]?\s*$/u;
const NO_STREET =
  /^(?:am|pm|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|celsius|fahrenheit|euros?|dollars?|pounds?|percent)$/u;

/** Numbers: one that is being read out is half, one that was said may yet get its unit. */
export function judgeNumber(text: string, words: readonly string[]): Judgement {
  const parts = words.flatMap(numberParts);
  const run = trailingRun(parts);
  if (run.length === 0) return judgeMisheard(words) ?? judgeHouseNumber(text, words);
  const before = parts.slice(0, -run.length);
  const digits = run.reduce((sum, part) => sum + digitsOf(part), 0);
  if (digits >= WHOLE_DIGITS) return undefined;
  if (isOneNumber(run)) return isGroup(run, before, digits) ? 'incomplete' : 'unclear';
  return 'incomplete';
}

/** Whether a number that could be an amount is more likely a part of one that is read out. */
function isGroup(run: readonly string[], before: readonly string[], digits: number): boolean {
  const isReadOut = before.slice(-READ_OUT_WITHIN_WORDS).some((word) => READ_OUT.has(word));
  if (isReadOut) return digits >= 2;
  const [only = ''] = run;
  return before.length === 0 && /^\d+$/u.test(only) && digits >= GROUP_DIGITS && !YEAR.test(only);
}

/** A number that the recognizer took for a word which usually goes on: it waits no longer than the number would. */
function judgeMisheard(words: readonly string[]): Judgement {
  const last = words.at(-1) ?? '';
  const isLone = words.length === 1 && LONE_HOMOPHONES.has(last);
  const isNumbered = HOMOPHONES.has(last) && NUMBERED.has(words.at(-2) ?? '');
  return isLone || isNumbered ? 'unclear' : undefined;
}

function judgeHouseNumber(text: string, words: readonly string[]): Judgement {
  const last = words.at(-1) ?? '';
  const run = trailingRun(words.slice(0, -1).flatMap(numberParts));
  if (run.length === 0 || !HOUSE_NUMBER.test(text) || NO_STREET.test(last)) return undefined;
  return ADDRESS.test(text.toLowerCase()) ? 'incomplete' : 'unclear';
}

/** "forty-two" and "712-277" as their parts; other words whole. */
function numberParts(word: string): string[] {
  const parts = word.split('-');
  return parts.every(isNumber) ? parts : [word];
}

/** The numbers that `parts` end with. */
function trailingRun(parts: readonly string[]): readonly string[] {
  let start = parts.length;
  while (start > 0 && isInRun(parts, start - 1)) start--;
  const run = parts.slice(start);
  const isPronoun = run.length === 1 && run[0] === 'one' && start > 0;
  return isPronoun || !run.some(isNumber) ? [] : run;
}

function isInRun(parts: readonly string[], at: number): boolean {
  const part = parts[at] ?? '';
  if (isNumber(part) || AMONG_DIGITS.has(part)) return true;
  // After a single number they are what they say: "I want one too".
  const isAfterDigits = at > 1 && [at - 1, at - 2].every((index) => isNumber(parts[index] ?? ''));
  return HOMOPHONES.has(part) && isAfterDigits && at === parts.length - 1;
}

function isNumber(word: string): boolean {
  return (
    /^\d+(?:st|nd|rd|th)?$/u.test(word) ||
    [DIGITS, TEENS, TENS, MAGNITUDES].some((list) => list.has(word))
  );
}

function digitsOf(part: string): number {
  if (/^\d+$/u.test(part)) return part.length;
  return TEENS.has(part) || TENS.has(part) ? 2 : 1;
}

/** Whether `run` is one amount or year ("thirty two", "two hundred", "nineteen ninety nine") rather than digits in a row. */
function isOneNumber(run: readonly string[]): boolean {
  if (run.length === 1) return true;
  if (run.some((part) => AMONG_DIGITS.has(part) || HOMOPHONES.has(part))) return false;
  if (run.some((part) => MAGNITUDES.has(part))) return true;
  const [first = '', second = '', third] = run;
  if (run.length === 2) return (TENS.has(first) && DIGITS.has(second)) || isCentury(first, second);
  return (
    run.length === 3 && isCentury(first, second) && DIGITS.has(third ?? '') && TENS.has(second)
  );
}

function isCentury(first: string, second: string): boolean {
  const isFirst = first === 'twenty' || TEENS.has(first);
  return isFirst && (TENS.has(second) || TEENS.has(second));
}
