import {
  GREETINGS,
  LAST_BEFORE_NAME,
  OPENERS,
  PRONOUNS,
  REQUESTS,
  VERBS_BEFORE_PRONOUNS,
} from './word-lists';
import type { Word } from './words';

/**
 * How likely it is that what stands here calls somebody: `call` when it is set apart at the start or the end of a sentence,
 * `request` when a request follows it or comes before it, `greeting` after a greeting, `elsewhere` everywhere else.
 */
export type Place = 'call' | 'request' | 'greeting' | 'elsewhere';

/** Before a call there is little: "oh well hey Vox". */
const MAX_WORDS_BEFORE = 3;

const ARTICLES = new Set(['the', 'a', 'an']);

/** Of `words`, those from `from` to before `to`. */
export function placeOf(words: readonly Word[], from: number, to: number): Place {
  const start = placeAtStart(words, from, to);
  return start === 'elsewhere' ? placeAtEnd(words, from, to) : start;
}

function placeAtStart(words: readonly Word[], from: number, to: number): Place {
  const isBeforePause = words[to - 1]?.isBeforePause === true;
  const isBeforeRequest = isRequest(words[to], words[to + 1]);
  if (words[from]?.isAfterPause === true && isBeforePause && isBeforeRequest) return 'call';
  const before = wordsBefore(words, from);
  const isStart =
    before.length <= MAX_WORDS_BEFORE &&
    before.every(({ text }) => GREETINGS.has(text) || OPENERS.has(text));
  if (!isStart) return 'elsewhere';
  if (ARTICLES.has(before.at(-1)?.text ?? '')) {
    return isBeforePause && isBeforeRequest ? 'request' : 'elsewhere';
  }
  if (isBeforePause) return 'call';
  if (isBeforeRequest) return 'request';
  return before.some(({ text }) => GREETINGS.has(text)) ? 'greeting' : 'elsewhere';
}

function placeAtEnd(words: readonly Word[], from: number, to: number): Place {
  if (words[to - 1]?.isLast !== true) return 'elsewhere';
  // Recognizers put an article before a name that they take for a thing.
  const start = ARTICLES.has(words[from - 1]?.text ?? '') ? from - 1 : from;
  if (words[start]?.isAfterPause === true) return 'call';
  const before = wordsBefore(words, from);
  const [first, second] = before.filter(({ text }) => !GREETINGS.has(text));
  const isAsked = isRequest(first, second);
  return isAsked && LAST_BEFORE_NAME.has(before.at(-1)?.text ?? '') ? 'request' : 'elsewhere';
}

/** Those of the same sentence. */
function wordsBefore(words: readonly Word[], from: number): readonly Word[] {
  const start = words.slice(0, from + 1).findLastIndex(({ isFirst }) => isFirst);
  return words.slice(start, from);
}

function isRequest(word: Word | undefined, next: Word | undefined): boolean {
  if (word === undefined) return false;
  if (!VERBS_BEFORE_PRONOUNS.has(word.text)) return REQUESTS.has(word.text);
  return PRONOUNS.has(next?.text ?? '');
}
