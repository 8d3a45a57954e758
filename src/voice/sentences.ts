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

/** A reply without a stop is cut here, at the best place, so that speech can start. */
const MAX_SENTENCE_CHARACTERS = 240;

/** A first clause shorter than this is not worth the break in the melody. */
const MIN_FIRST_CLAUSE_CHARACTERS = 20;
const MIN_FIRST_CLAUSE_WORDS = 4;

/**
 * Feed it deltas with `push`, end it with `flush`. Pieces come out trimmed and in order, and together
 * hold all words that went in.
 *
 * The first piece may be a clause, so that speech starts sooner; later ones are whole sentences. A full
 * stop at the end of what has arrived waits for the next character: it may be `3.` of `3.14`.
 */
export class SentenceSplitter {
  #buffer = '';
  #isFirst = true;

  push(delta: string): string[] {
    this.#buffer += delta;
    const pieces: string[] = [];
    for (let end = this.#findEnd(); end !== undefined; end = this.#findEnd()) {
      this.#take(end, pieces);
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
    const clause = text.slice(0, end).trim();
    if (clause.length < MIN_FIRST_CLAUSE_CHARACTERS) continue;
    if (clause.split(/\s+/u).length >= MIN_FIRST_CLAUSE_WORDS) return end;
  }
  return undefined;
}

function findLongCut(text: string): number {
  const head = text.slice(0, MAX_SENTENCE_CHARACTERS);
  const clause = [...head.matchAll(CLAUSE_MARK)].at(-1)?.index;
  if (clause !== undefined && clause > MAX_SENTENCE_CHARACTERS / 3) return clause + 1;
  const space = head.lastIndexOf(' ');
  return space > 0 ? space : MAX_SENTENCE_CHARACTERS;
}
