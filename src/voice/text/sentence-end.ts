import { endsSentence, mayBeMarkOfName, startsNew } from './abbreviations';

/** Of all scripts: https://www.unicode.org/reports/tr44/#Sentence_Terminal, and the ellipsis. */
const TERMINATORS = /[\p{Sentence_Terminal}…]/u;
/** Nothing else is written with them. */
const STRONG_TERMINATORS = /(?![.．])\p{Sentence_Terminal}/u;
/** They need no space after them: Chinese and Japanese, Burmese, Khmer, Tibetan, Ethiopic, dandas. */
const CJK_TERMINATORS = /[。！？｡။។៕།༎።፧॥।۔]/u;
/** Thai and Lao have no stops: a space is one where so much was said before it. */
const SPACE_THAT_ENDS =
  /(?<=[\p{Script=Thai}\p{Script=Lao}])\s(?=[\p{Script=Thai}\p{Script=Lao}])/uy;
const MIN_CHARACTERS_BEFORE_SPACE = 40;
/** A question in Greek. */
const GREEK_QUESTION = /(?<=\p{Script=Greek}["'”»)]*)[;\u{37E}](?=\s|$)/uy;
const CLOSERS = /["'”’»)\]*_`~」』）》】〉]/u;

/** What a closed pair begins and ends with. A stop inside an open one is followed by its end, which belongs to the sentence. */
const PAIRS = ['“”', '«»', '()', '[]', '「」', '『』', '（）', '《》', '【】', '〈〉'] as const;

/** Runs of one of these open and close themselves: an odd number of runs is an open one. */
const SELF_CLOSING = [/"/gu, /\*+/gu, /_+/gu, /`+/gu, /~+/gu];

/** `*waves*`: between single asterisks in one line, also while the second one is not there yet. */
const ACTION = /(?<![*\p{L}\p{N}])\*(?=\p{L})[^*\n]*(?:\*|$)/gu;

/** "1." before what it counts, at the beginning of a sentence or after a colon; the next number follows the last one. */
const LIST_NUMBER = /(?:(?<first>^\s*|[:;—–]\s*)|(?<![\p{L}\p{N}.,]))(?<number>\d{1,3})$/u;
const LIST_NUMBERS =
  /(?:(?<first>^\s*|[:;—–]\s*)|(?<![\p{L}\p{N}.,]))(?<number>\d{1,3})[.)]\s+(?=\S)/gu;

/** Where the first sentence of `text` ends, or undefined while that cannot be told. */
export function findSentenceEnd(text: string, lastListNumber: number): number | undefined {
  const actions = actionsIn(text);
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n' && text.slice(0, at).trim() !== '') return at + 1;
    if (at >= MIN_CHARACTERS_BEFORE_SPACE && isSpaceThatEnds(text, at)) return at + 1;
    const isCjk = CJK_TERMINATORS.test(character);
    if (!isCjk && !TERMINATORS.test(character) && !isGreekQuestion(text, at)) continue;
    const runEnd = afterAll(text, at + 1, isCjk ? CJK_TERMINATORS : TERMINATORS);
    const end = afterGuillemet(text, afterAll(text, runEnd, CLOSERS));
    if (end === undefined) return undefined;
    if (end >= text.length && (!isCjk || hasOpenPair(text))) return undefined;
    const isEnd =
      isCjk || (/\s/u.test(text.charAt(end)) && isStop(text, at, runEnd, end, lastListNumber));
    if (isEnd && !isInside(actions, end)) return end;
    at = runEnd - 1;
  }
  return undefined;
}

/** The number of the last item of a list in `piece`, where `last` was the one before it. */
export function listNumberIn(piece: string, last: number | undefined): number | undefined {
  let number = last;
  for (const { groups } of piece.matchAll(LIST_NUMBERS)) {
    const next = Number(groups?.['number']);
    if (groups?.['first'] !== undefined || next === (number ?? 0) + 1) number = next;
  }
  return number;
}

export function hasOpenPair(text: string): boolean {
  const count = (mark: string) => text.split(mark).length - 1;
  return (
    SELF_CLOSING.some((run) => (text.match(run)?.length ?? 0) % 2 === 1) ||
    PAIRS.some((pair) => count(pair.charAt(0)) > count(pair.charAt(1)))
  );
}

/** `text` without the marks it begins with, unless they begin something: `"Yes` or `*nods*`. */
export function withoutMarks(text: string): string {
  const end = afterAll(text, afterAll(text, 0, TERMINATORS), CLOSERS);
  return end === text.length || /\s/u.test(text.charAt(end)) ? text.slice(end) : text;
}

/** A span of `text`, in characters. */
export type Span = { readonly from: number; readonly to: number };

/** Actions are left out or spoken as a whole, whatever stops and commas are in them. */
export function actionsIn(text: string): Span[] {
  return [...text.matchAll(ACTION)].map(({ index, 0: action }) => ({
    from: index,
    to: index + action.length,
  }));
}

export function isInside(spans: readonly Span[], at: number): boolean {
  return spans.some(({ from, to }) => from < at && at < to);
}

function afterAll(text: string, from: number, marks: RegExp): number {
  let end = from;
  while (end < text.length && marks.test(text.charAt(end))) end++;
  return end;
}

/** French has a space before the mark that closes a quotation. Undefined while that may still come. */
function afterGuillemet(text: string, end: number): number | undefined {
  const before = text.slice(0, end);
  if (before.split('«').length <= before.split('»').length) return end;
  const space = /^\s*/u.exec(text.slice(end))?.[0].length ?? 0;
  if (end + space === text.length) return space === 0 ? end : undefined;
  return text.charAt(end + space) === '»' ? end + space + 1 : end;
}

/** Whether the terminators at `at..runEnd`, followed by white space at `end`, end a sentence. */
function isStop(
  text: string,
  at: number,
  runEnd: number,
  end: number,
  lastListNumber: number,
): boolean {
  const run = text.slice(at, runEnd);
  const after = text.slice(end).trimStart();
  if (isGreekQuestion(text, at)) return true;
  if (STRONG_TERMINATORS.test(run)) return !mayBeMarkOfName(text.slice(0, runEnd), after);
  if (run !== '.') return startsNew(after);
  if (isListNumber(text.slice(0, at), lastListNumber)) return false;
  const word = /[\p{L}\p{N}.]*$/u.exec(text.slice(0, at))?.[0] ?? '';
  return endsSentence({ word, before: text.slice(0, at - word.length), after });
}

function isListNumber(before: string, lastListNumber: number): boolean {
  const { first, number } = LIST_NUMBER.exec(before)?.groups ?? {};
  if (number === undefined) return false;
  if (first !== undefined && (number === '1' || Number(number) === lastListNumber + 1)) return true;
  const inLine = listNumberIn(before.slice(0, -number.length), undefined);
  return inLine !== undefined && Number(number) === inLine + 1;
}

function isSpaceThatEnds(text: string, at: number): boolean {
  SPACE_THAT_ENDS.lastIndex = at;
  return SPACE_THAT_ENDS.test(text);
}

function isGreekQuestion(text: string, at: number): boolean {
  GREEK_QUESTION.lastIndex = at;
  return GREEK_QUESTION.test(text);
}

/** Whether `text` ends in a mark that ends a sentence in any case. */
export function endsStrongly(text: string): boolean {
  const isStrong = STRONG_TERMINATORS.test(text.slice(-1)) && !mayBeMarkOfName(text, '');
  return isStrong || isGreekQuestion(text, text.length - 1);
}
