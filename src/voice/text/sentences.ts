import { mayBeAbbreviation } from './abbreviations';
import { CLAUSE_MARK, CUT_CONTEXT_CHARACTERS, findLongCut } from './long-cut';
import {
  actionsIn,
  endsStrongly,
  findSentenceEnd,
  hasOpenPair,
  isInside,
  listNumberIn,
  withoutMarks,
} from './sentence-end';

/** The word that a stop at the end of what has arrived closes, where it can hardly be anything else than the end of a sentence. */
const LAST_PLAIN_WORD = /(?<=^|[\s"“«([*_])(?<word>\p{L}[\p{L}'’-]*\p{L})\.$/u;
const MIN_PLAIN_WORD_LETTERS = 3;

/** Written without spaces, its marks are part of it: `https://example.com/?x=1`. */
const LAST_ADDRESS = /(?:\S:\/\/|(?<!\S)www\.|\S\/)\S*$/u;

/** As hosts and files are written. */
const HOST_LIKE = /^[a-z0-9-]+$/u;
const BEFORE_HOST =
  /(?<!\p{L})(?:at|to|on|from|via|see|visit|open|under|called|site|website|domain|page|host|server|file)\s+$/iu;

/** They follow the same words, and no host or file has their name. */
const NEVER_HOST = new Set(
  (
    'that this it them him her you me us these those there here home all least last once one first now then today ' +
    'tomorrow yesterday what which where when who work school bed time do be go say see sleep eat know hear help'
  ).split(' '),
);

/**
 * A longer sentence is cut at the best place, so that speech can start: engines refuse texts that are too long, and speak
 * long ones badly.
 */
const MAX_SENTENCE_CHARACTERS = 240;

/** What is spoken at one go: `text` is that from `start` to `end` of all that was pushed, without white space around it. */
export type Sentence = { readonly text: string; readonly start: number; readonly end: number };

/** A first clause shorter than this is not worth the break in the melody. */
const MIN_FIRST_CLAUSE_CHARACTERS = 20;
const MIN_FIRST_CLAUSE_WORDS = 4;

/** Eight of them take about as long to say as twenty letters. */
const MIN_FIRST_CLAUSE_CJK_CHARACTERS = 8;
const CJK_CHARACTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/gu;

/**
 * Feed it deltas with `push`, end it with `flush`. Pieces come out trimmed and in order, and together
 * hold all words that went in.
 *
 * The first piece may be a clause, so that speech starts sooner; later ones are whole sentences. A delta that ends
 * in `!`, `?` or the full stop of a plain word ends the sentence there and then: the next token of a slow model is far
 * away. Any other stop waits for what follows it, as in `3.14`, `Dr.`, `e.g.`, `main.py`, `...`, or inside quotes.
 *
 * Models give `.com`, `?!` and `...` as one token with their marks, so that none of these ends a delta in its middle,
 * and put a space in front of the next word rather than behind a stop. Text that comes character by character has no
 * such tokens, and always waits. What is between single asterisks in one line is never split.
 */
export class SentenceSplitter {
  #buffer = '';
  #isFirst = true;
  /** Whether any delta was longer than a character. */
  #hasTokens = false;
  /** What was there has been taken at once; marks that still come belong to it. */
  #wasAtOnce = false;
  /** Where in the buffer the last delta of letters begins. */
  #lastJoint = 0;
  /** The number of the last item of a list. */
  #listNumber = 0;
  /** Where the buffer begins in all that was pushed. */
  #bufferAt = 0;

  push(delta: string): Sentence[] {
    if (delta === '') return [];
    this.#hasTokens ||= delta.length > 1;
    if (/[\p{L}\p{N}]/u.test(delta)) this.#lastJoint = this.#buffer.length;
    const added = this.#wasAtOnce ? withoutMarks(delta) : delta;
    this.#wasAtOnce &&= added === '';
    // No piece begins with white space: however the text arrives, a cut then falls at the same place.
    const kept = this.#buffer === '' ? added.trimStart() : added;
    this.#bufferAt += delta.length - kept.length;
    this.#buffer += kept;
    const pieces: Sentence[] = [];
    for (let end = this.#findEnd(); end !== undefined; end = this.#findEnd()) {
      this.#take(end, pieces);
    }
    if (this.#hasTokens && endsAtOnce(this.#buffer, this.#lastJoint, this.#isFirst)) {
      this.#take(this.#buffer.length, pieces);
      this.#wasAtOnce = true;
    }
    return pieces;
  }

  flush(): Sentence[] {
    const pieces: Sentence[] = [];
    while (this.#buffer !== '') {
      const isLong = this.#buffer.length > MAX_SENTENCE_CHARACTERS;
      const cut = isLong ? findLongCut(this.#buffer, MAX_SENTENCE_CHARACTERS) : undefined;
      this.#take(this.#findEnd() ?? cut ?? this.#buffer.length, pieces);
    }
    return pieces;
  }

  #take(end: number, pieces: Sentence[]): void {
    const piece = this.#buffer.slice(0, end);
    const rest = this.#buffer.slice(end).trimStart();
    const taken = this.#buffer.length - rest.length;
    const start = this.#bufferAt + piece.length - piece.trimStart().length;
    this.#lastJoint -= taken;
    this.#bufferAt += taken;
    this.#buffer = rest;
    const text = piece.trim();
    if (text === '') return;
    this.#listNumber = listNumberIn(text, this.#listNumber) ?? this.#listNumber;
    this.#isFirst = false;
    pieces.push({ text, start, end: start + text.length });
  }

  #findEnd(): number | undefined {
    const sentence = findSentenceEnd(this.#buffer, this.#listNumber) ?? Infinity;
    const clause = (this.#isFirst ? findClauseEnd(this.#buffer) : undefined) ?? Infinity;
    // Also where all of it is there: the pieces are the same however the text arrives.
    const end = Math.min(sentence, clause);
    if (end <= MAX_SENTENCE_CHARACTERS) return end;
    return this.#buffer.length > MAX_SENTENCE_CHARACTERS + CUT_CONTEXT_CHARACTERS
      ? findLongCut(this.#buffer, MAX_SENTENCE_CHARACTERS)
      : undefined;
  }
}

/** Whether `text` is certainly a whole sentence (or, as the first piece, a clause), whatever comes after it. */
function endsAtOnce(text: string, lastJoint: number, mayBeClause: boolean): boolean {
  if (hasOpenPair(text) || LAST_ADDRESS.test(text)) return false;
  if (endsStrongly(text)) return true;
  switch (text.at(-1)) {
    case '.':
      return isPlainStop(text, lastJoint);
    case ',':
    case ';':
      return mayBeClause && /\p{L}.$/u.test(text) && isFirstClause(text);
    default:
      return false;
  }
}

function isPlainStop(text: string, lastJoint: number): boolean {
  const word = LAST_PLAIN_WORD.exec(text)?.groups?.['word'] ?? '';
  if (word.length < MIN_PLAIN_WORD_LETTERS || mayBeAbbreviation(word)) return false;
  const startsAt = text.length - 1 - word.length;
  return !mayBeHost(word, text.slice(0, startsAt), lastJoint > startsAt);
}

/**
 * Whether "de" may follow in the next token. Hosts that are no dictionary words come in several tokens; those that
 * are follow words that go before an address, or are all there is.
 */
function mayBeHost(word: string, before: string, isInPieces: boolean): boolean {
  if (!HOST_LIKE.test(word) || NEVER_HOST.has(word)) return false;
  return isInPieces || before.trim() === '' || BEFORE_HOST.test(before);
}

function findClauseEnd(text: string): number | undefined {
  const actions = actionsIn(text);
  for (const mark of text.matchAll(CLAUSE_MARK)) {
    const end = mark.index + 1;
    const clause = text.slice(0, end);
    const isWhole = !isInside(actions, end) && !/[「『（《][^」』）》]*$/u.test(clause);
    if (isWhole && isFirstClause(clause)) return end;
  }
  return undefined;
}

function isFirstClause(text: string): boolean {
  const clause = text.trim();
  if ((clause.match(CJK_CHARACTER)?.length ?? 0) >= MIN_FIRST_CLAUSE_CJK_CHARACTERS) return true;
  if (clause.length < MIN_FIRST_CLAUSE_CHARACTERS) return false;
  return clause.split(/\s+/u).length >= MIN_FIRST_CLAUSE_WORDS;
}
