/** Splits a reply, as it streams in, into what is spoken at one go. */

const TERMINATORS = new Set(['.', '!', '?', '…']);
const CJK_TERMINATORS = new Set(['。', '！', '？', '｡']);
const CLOSERS = /["'”’»)\]*_`~]/u;
const CLAUSE_MARK = /[,;:—–](?=\s)/gu;

/** Never followed by the end of a sentence in speech. */
const TITLES = new Set(
  'mr mrs ms dr prof sr jr st rev gen col sgt capt lt vs no vol fig approx dept est'.split(' '),
);
/** May end a sentence: they do when a capital follows. */
const LATIN = new Set('etc inc ltd co corp al am pm a.m p.m e.g i.e u.s u.k'.split(' '));
const NEVER_LAST = new Set(['e.g', 'i.e', 'u.s', 'u.k']);

/** What a closed pair begins and ends with. A stop inside an open one is followed by its end, which belongs to the sentence. */
const PAIRS = [
  ['“', '”'],
  ['«', '»'],
  ['(', ')'],
  ['[', ']'],
] as const;

/** Runs of one of these open and close themselves: an odd number of runs is an open one. */
const SELF_CLOSING = [/"/gu, /\*+/gu, /_+/gu, /`+/gu, /~+/gu];

/** The word that a stop at the end of what has arrived closes, where it can hardly be anything else than the end of a sentence. */
const LAST_PLAIN_WORD = /(?<=^|[\s"“«([*_])(?<word>\p{L}[\p{L}'’-]*\p{L})\.$/u;
const MIN_PLAIN_WORD_LETTERS = 3;

/** Hosts begin with it. */
const NEVER_PLAIN = 'www';

/** A reply without a stop is cut here, at the best place, so that speech can start. */
const MAX_SENTENCE_CHARACTERS = 240;

/** A first clause shorter than this is not worth the break in the melody. */
const MIN_FIRST_CLAUSE_CHARACTERS = 20;
const MIN_FIRST_CLAUSE_WORDS = 4;

/**
 * Feed it deltas with `push`, end it with `flush`. Pieces come out trimmed and in order, and together
 * hold all words that went in.
 *
 * The first piece may be a clause, so that speech starts sooner; later ones are whole sentences. A delta that ends
 * in `!`, `?` or the full stop of a plain word ends the sentence there and then: the next token of a slow model is far
 * away. Any other stop waits for what follows it, as in `3.14`, `Dr.`, `e.g.`, `example.com`, `...`, or inside quotes.
 *
 * Models give `.com`, `?!` and `...` as one token with their marks, so that none of these ends a delta in its middle.
 * Text that comes character by character has no such tokens, and always waits.
 */
export class SentenceSplitter {
  #buffer = '';
  #isFirst = true;
  /** Whether any delta was longer than a character. */
  #hasTokens = false;
  /** What was there has been taken at once; marks that still come belong to it. */
  #wasAtOnce = false;

  push(delta: string): string[] {
    if (delta === '') return [];
    this.#hasTokens ||= delta.length > 1;
    this.#buffer = this.#wasAtOnce ? withoutMarks(delta) : this.#buffer + delta;
    this.#wasAtOnce &&= this.#buffer === '';
    const pieces: string[] = [];
    for (let end = this.#findEnd(); end !== undefined; end = this.#findEnd()) {
      this.#take(end, pieces);
    }
    if (this.#hasTokens && endsAtOnce(this.#buffer, this.#isFirst)) {
      this.#take(this.#buffer.length, pieces);
      this.#wasAtOnce = true;
    }
    return pieces;
  }

  flush(): string[] {
    const pieces: string[] = [];
    this.#take(this.#buffer.length, pieces);
    return pieces;
  }

  #take(end: number, pieces: string[]): void {
    const piece = this.#buffer.slice(0, end).trim();
    this.#buffer = this.#buffer.slice(end).trimStart();
    if (piece === '') return;
    this.#isFirst = false;
    pieces.push(piece);
  }

  #findEnd(): number | undefined {
    const sentence = findSentenceEnd(this.#buffer);
    if (sentence !== undefined) return sentence;
    if (this.#isFirst) {
      const clause = findClauseEnd(this.#buffer);
      if (clause !== undefined) return clause;
    }
    return this.#buffer.length > MAX_SENTENCE_CHARACTERS ? findLongCut(this.#buffer) : undefined;
  }
}

/** `SentenceSplitter` over a stream of deltas. */
export async function* splitSentences(deltas: AsyncIterable<string>): AsyncGenerator<string> {
  const splitter = new SentenceSplitter();
  for await (const delta of deltas) yield* splitter.push(delta);
  yield* splitter.flush();
}

/** Where the first sentence of `text` ends, or undefined while that cannot be told. */
function findSentenceEnd(text: string): number | undefined {
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n' && text.slice(0, at).trim() !== '') return at + 1;
    if (CJK_TERMINATORS.has(character)) return afterClosers(text, at + 1);
    if (!TERMINATORS.has(character)) continue;
    let runEnd = at + 1;
    while (TERMINATORS.has(text.charAt(runEnd))) runEnd++;
    const end = afterClosers(text, runEnd);
    if (end >= text.length) return undefined;
    if (/\s/u.test(text.charAt(end)) && isStop(text, at, runEnd, end)) return end;
    at = runEnd - 1;
  }
  return undefined;
}

/** Whether `text` is certainly a whole sentence (or, as the first piece, a clause), whatever comes after it. */
function endsAtOnce(text: string, mayBeClause: boolean): boolean {
  switch (text.at(-1)) {
    case '!':
    case '?':
      return !hasOpenPair(text);
    case '.':
      return isPlainStop(text) && !hasOpenPair(text);
    case ',':
    case ';':
      return mayBeClause && /\p{L}.$/u.test(text) && isFirstClause(text) && !hasOpenPair(text);
    default:
      return false;
  }
}

function isPlainStop(text: string): boolean {
  const word = LAST_PLAIN_WORD.exec(text)?.groups?.['word']?.toLowerCase() ?? '';
  if (word.length < MIN_PLAIN_WORD_LETTERS || word === NEVER_PLAIN) return false;
  return !TITLES.has(word) && !LATIN.has(word);
}

function hasOpenPair(text: string): boolean {
  const count = (mark: string) => text.split(mark).length - 1;
  return (
    SELF_CLOSING.some((run) => (text.match(run)?.length ?? 0) % 2 === 1) ||
    PAIRS.some(([open, close]) => count(open) > count(close))
  );
}

/** `text` without the marks it begins with, unless they begin something: `"Yes` or `*nods*`. */
function withoutMarks(text: string): string {
  const end = afterClosers(text, /^[.!?…]*/u.exec(text)?.[0].length ?? 0);
  return end === text.length || /\s/u.test(text.charAt(end)) ? text.slice(end) : text;
}

function afterClosers(text: string, from: number): number {
  let end = from;
  while (end < text.length && CLOSERS.test(text.charAt(end))) end++;
  return end;
}

/** Whether the terminators at `at..runEnd`, followed by white space at `end`, end a sentence. */
function isStop(text: string, at: number, runEnd: number, end: number): boolean {
  const run = text.slice(at, runEnd);
  if (/[!?]/u.test(run)) return true;
  const next = /\S/u.exec(text.slice(end))?.[0];
  const startsNew = next !== undefined && !/\p{Ll}/u.test(next);
  if (run.length > 1 || run === '…') return startsNew;

  const word = /[\p{L}\p{N}.]*$/u.exec(text.slice(0, at))?.[0] ?? '';
  const lower = word.toLowerCase();
  if (/^\d{1,3}$/u.test(word) && text.slice(0, at - word.length).trim() === '') return false;
  if (TITLES.has(lower)) return false;
  if (/^\p{Lu}$/u.test(word) && word !== 'I') return false;
  if (LATIN.has(lower)) return startsNew && !NEVER_LAST.has(lower);
  return true;
}

function findClauseEnd(text: string): number | undefined {
  for (const mark of text.matchAll(CLAUSE_MARK)) {
    const end = mark.index + 1;
    if (isFirstClause(text.slice(0, end))) return end;
  }
  return undefined;
}

function isFirstClause(text: string): boolean {
  const clause = text.trim();
  if (clause.length < MIN_FIRST_CLAUSE_CHARACTERS) return false;
  return clause.split(/\s+/u).length >= MIN_FIRST_CLAUSE_WORDS;
}

function findLongCut(text: string): number {
  const head = text.slice(0, MAX_SENTENCE_CHARACTERS);
  const clause = [...head.matchAll(CLAUSE_MARK)].at(-1)?.index;
  if (clause !== undefined && clause > MAX_SENTENCE_CHARACTERS / 3) return clause + 1;
  const space = head.lastIndexOf(' ');
  return space > 0 ? space : MAX_SENTENCE_CHARACTERS;
}
