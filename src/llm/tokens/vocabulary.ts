/** Longer words are counted in parts of so many bytes, for merging takes as many steps as the square of what is merged. */
const PART_BYTES = 256;

/** At most half of the places are taken: most lookups end at the first. */
const PLACES_PER_ENTRY = 2;

/** Room for a word as it is encoded; what needs more gets its own. */
const WORD_BYTES = 1024;
const BYTES_PER_CODE_UNIT = 3;

const NOT_THERE = -1;
const NO_PAIR = Infinity;

/**
 * A vocabulary of byte pair encoding, which tells how many of its tokens a word is.
 *
 * Entries lie one behind the other in one array and are found through a table of hashes. As strings in a map they are
 * 200,000 objects and 30 MB, which each collection of garbage looks through.
 */
export class Vocabulary {
  readonly #bytes: Uint8Array;
  /** Where the entry of a rank begins; one more than there are, for the end of the last. */
  readonly #starts: Uint32Array;
  /** Rank + 1 by hash, 0 where a place is free. */
  readonly #places: Uint32Array;
  readonly #encoder = new TextEncoder();
  readonly #word = new Uint8Array(WORD_BYTES);

  /**
   * @param file A line for each entry: its bytes in base64, a blank, its rank; in the order of the ranks, from 0.
   * @see https://github.com/openai/tiktoken/blob/main/tiktoken/load.py
   * @throws Error that names the line which is not like that.
   */
  constructor(file: string) {
    const lines = file.trimEnd().split('\n');
    const bytes = Buffer.alloc(Math.ceil((file.length * 3) / 4));
    this.#starts = new Uint32Array(lines.length + 1);
    let end = 0;
    for (const [rank, line] of lines.entries()) {
      const [entry = '', given] = line.split(' ');
      const length = bytes.write(entry, end, 'base64');
      if (Number(given) !== rank || length === 0) throw new Error(`no entry in line ${rank + 1}`);
      end += length;
      this.#starts[rank + 1] = end;
    }
    this.#bytes = new Uint8Array(bytes.subarray(0, end));
    this.#places = new Uint32Array(2 ** Math.ceil(Math.log2(lines.length * PLACES_PER_ENTRY)));
    for (let rank = 0; rank < lines.length; rank++) this.#enter(rank);
  }

  /** Tokens of one word, as the encoding splits a text. One of more than 256 bytes is counted in parts, which may make more of it. */
  count(word: string): number {
    const isLong = word.length * BYTES_PER_CODE_UNIT > WORD_BYTES;
    const bytes = isLong ? this.#encoder.encode(word) : this.#word;
    const end = isLong ? bytes.length : this.#encoder.encodeInto(word, bytes).written;
    let tokens = 0;
    for (let from = 0; from < end;) {
      const to = endOfPart(bytes, from, end);
      tokens += this.#rank(bytes, from, to) === NOT_THERE ? this.#merge(bytes, from, to) : 1;
      from = to;
    }
    return tokens;
  }

  /** Joins the two neighbours that rank first, until no two can be joined. @returns how many are left. */
  #merge(bytes: Uint8Array, from: number, to: number): number {
    const starts = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const pairAt = (at: number) => {
      const pairEnd = starts[at + 2];
      if (pairEnd === undefined) return NO_PAIR;
      const rank = this.#rank(bytes, starts[at] as number, pairEnd);
      return rank === NOT_THERE ? NO_PAIR : rank;
    };
    const pairs = starts.slice(0, -1).map((_, at) => pairAt(at));
    for (;;) {
      const at = indexOfLeast(pairs);
      if (pairs[at] === NO_PAIR) return pairs.length;
      starts.splice(at + 1, 1);
      pairs.splice(at + 1, 1);
      pairs[at] = pairAt(at);
      if (at > 0) pairs[at - 1] = pairAt(at - 1);
    }
  }

  #enter(rank: number): void {
    const from = this.#starts[rank] as number;
    const to = this.#starts[rank + 1] as number;
    let place = this.#placeOf(this.#bytes, from, to);
    while (this.#places[place] !== 0) place = this.#placeAfter(place);
    this.#places[place] = rank + 1;
  }

  #rank(bytes: Uint8Array, from: number, to: number): number {
    let place = this.#placeOf(bytes, from, to);
    for (;;) {
      const rank = (this.#places[place] as number) - 1;
      if (rank === NOT_THERE || this.#isEntry(rank, bytes, from, to)) return rank;
      place = this.#placeAfter(place);
    }
  }

  #isEntry(rank: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[rank] as number;
    if ((this.#starts[rank + 1] as number) - start !== to - from) return false;
    for (let at = from; at < to; at++) {
      if (this.#bytes[start + at - from] !== bytes[at]) return false;
    }
    return true;
  }

  /** FNV-1a. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
  #placeOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#places.length - 1);
  }

  #placeAfter(place: number): number {
    return (place + 1) & (this.#places.length - 1);
  }
}

/** Not in the middle of a character. */
function endOfPart(bytes: Uint8Array, from: number, end: number): number {
  let to = Math.min(from + PART_BYTES, end);
  while (to < end && isContinued(bytes[to])) to -= 1;
  return to;
}

function isContinued(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function indexOfLeast(values: readonly number[]): number {
  let least = 0;
  for (let at = 1; at < values.length; at++) {
    if ((values[at] as number) < (values[least] as number)) least = at;
  }
  return least;
}
