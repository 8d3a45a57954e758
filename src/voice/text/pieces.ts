import { type Reading, SpeechReader } from './reader';
import { type Sentence, SentenceSplitter } from './sentences';
import { type Speakable, speakable } from './speakable';

/** A piece of a reply that is spoken at one go. */
export class Piece {
  constructor(
    /** All that is shown of it, white space and marks included; what is shown of all pieces is the reply. */
    readonly shown: string,
    /** The same in words; where nothing in it is said it is empty. */
    readonly words: string,
    private readonly readings: readonly Reading[],
  ) {}

  /** What the voice is given; empty when nothing in it can be spoken. */
  said(options: Speakable = {}): string {
    return speakable(this.words, options);
  }

  /** What is shown of its first `characters` of `words`. */
  shownUpTo(characters: number): string {
    if (characters <= 0) return '';
    let left = characters;
    let shown = '';
    for (const reading of this.readings) {
      if (left <= 0) break;
      // What is said otherwise than it is shown: the words that were said.
      const isCut = left < reading.said.length;
      shown += isCut ? reading.said.slice(0, left) : reading.shown;
      left -= reading.said.length;
    }
    return shown;
  }
}

/** Splits a reply, as it streams in, into what is spoken at one go. */
export class Pieces {
  readonly #reader = new SpeechReader();
  readonly #splitter = new SentenceSplitter();
  /** Read, and in no piece yet. */
  #readings: Reading[];
  /** Where they begin in all that is said. */
  #at = 0;

  /** @param before White space that is shown before the reply. */
  constructor(before = '') {
    this.#readings = before === '' ? [] : [{ shown: before, said: '' }];
  }

  push(text: string): Piece[] {
    return this.#split(this.#reader.push(text));
  }

  /** What is left; the pieces then hold all of the reply, but for `space` at its end. */
  end(): Piece[] {
    const pieces = this.#split(this.#reader.end());
    pieces.push(...this.#splitter.flush().map((sentence) => this.#pieceOf(sentence)));
    const rest = this.#readings;
    const shown = shownOf(rest);
    if (shown.trim() === '') return pieces;
    this.#readings = [];
    return [...pieces, new Piece(shown, '', rest)];
  }

  /** White space at the end of a reply that has ended: it is in no piece. */
  get space(): string {
    return shownOf(this.#readings);
  }

  #split(readings: readonly Reading[]): Piece[] {
    this.#readings.push(...readings);
    const said = readings.map((reading) => reading.said).join('');
    return this.#splitter.push(said).map((sentence) => this.#pieceOf(sentence));
  }

  #pieceOf({ text, start, end }: Sentence): Piece {
    const before = this.#take(start);
    const of = this.#take(end);
    const shown = shownOf([...before, ...of]);
    // White space, and what is not said, comes before the first word.
    const silent = before.map(({ shown: silence }) => ({ shown: silence, said: '' }));
    return new Piece(shown, text, [...silent, ...of]);
  }

  /** The readings up to `end` of all that is said; one that goes on after it is cut. */
  #take(end: number): Reading[] {
    const taken: Reading[] = [];
    for (
      let next = this.#readings[0];
      next !== undefined && this.#at < end;
      next = this.#readings[0]
    ) {
      const left = end - this.#at;
      const isLinear = next.shown === next.said;
      if (next.said.length <= left) {
        taken.push(next);
        this.#readings.shift();
        this.#at += next.said.length;
        continue;
      }
      const first = next.said.slice(0, left);
      // A mark that is said in two pieces is shown with the second.
      taken.push({ shown: isLinear ? first : '', said: first });
      this.#readings[0] = {
        shown: isLinear ? next.shown.slice(left) : next.shown,
        said: next.said.slice(left),
      };
      this.#at += left;
    }
    return taken;
  }
}

function shownOf(readings: readonly Reading[]): string {
  return readings.map(({ shown }) => shown).join('');
}

/** Part of a reply. One that starts afresh is no part of what is open before it: a formula, a block of code. */
export type ReplyText = { readonly text: string; readonly startsAfresh?: boolean };

/** `Pieces` over a reply that streams in. */
export async function* splitPieces(
  reply: AsyncIterable<ReplyText>,
): AsyncGenerator<Piece, void, void> {
  let pieces = new Pieces();
  for await (const { text, startsAfresh = false } of reply) {
    if (startsAfresh) {
      yield* pieces.end();
      // It is no part of what is open before it, but it is shown after it.
      pieces = new Pieces(pieces.space);
    }
    yield* pieces.push(text);
  }
  yield* pieces.end();
}

/** The pieces of a text that is there as a whole. */
export function piecesOf(text: string): Piece[] {
  const pieces = new Pieces();
  return [...pieces.push(text), ...pieces.end()];
}
