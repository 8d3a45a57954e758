import { findAnswer, joinedItems, joinedParts, type N8nAnswer } from './find-answer';
import { beginsJson, type Json, keysOf, parsedJson } from './json-text';

/**
 * The pieces of a streamed answer, put together: texts of one author run on, those of different ones (another item,
 * run or node) are set apart by a space. A text that turns out to be JSON is held back until it is whole.
 */
export class Segments {
  #author = '';
  /** Of the current author, not given out: it may be JSON. */
  #held: string | undefined = '';
  #last = '';
  #isApart = false;
  #hasWords = false;
  #options: unknown;
  #unknown: string | undefined;

  constructor(private readonly request: Json | undefined) {}

  /** Something was said. */
  get hasWords(): boolean {
    return this.#hasWords;
  }

  /** The keys of the last piece that held no words; undefined when each did. */
  get unknown(): string | undefined {
    return this.#unknown;
  }

  *add(author: string, piece: string, options?: unknown): Generator<N8nAnswer, void> {
    if (author !== this.#author) {
      yield* this.end();
      this.#author = author;
    }
    this.#options ??= options;
    if (this.#held === undefined) return yield* this.#say(piece);
    this.#held += piece;
    const start = this.#held.trimStart();
    if (start === '') return;
    // A JSON string in one piece is told from a quotation once nothing follows it.
    if (this.#held === piece && start.startsWith('"') && parsedJson(start) !== undefined) return;
    if (beginsJson(start, false) === false) yield* this.#release();
  }

  /** Something that is no text. */
  addUnknown(value: unknown): void {
    this.#unknown = keysOf(value);
  }

  /** The author has said all. */
  *end(): Generator<N8nAnswer, void> {
    const held = this.#held ?? '';
    this.#held = '';
    this.#isApart = this.#last !== '';
    if (held === '') return;
    const found = findAnswer(held, { request: this.request });
    if (found === undefined) {
      const json = parsedJson(held);
      this.#unknown = json === 'broken' || json === undefined ? 'broken JSON' : keysOf(json.value);
    } else if (found.type === 'reply') {
      this.#options ??= found.options;
      yield* this.#say(found.text);
      this.#isApart = this.#last !== '';
    } else yield found;
  }

  *#release(): Generator<N8nAnswer, void> {
    const held = this.#held ?? '';
    this.#held = undefined;
    yield* this.#say(held);
  }

  *#say(text: string): Generator<N8nAnswer, void> {
    if (text === '') return;
    const joined = (this.#isApart ? joinedItems : joinedParts)(this.#last, text);
    const spoken = joined.slice(this.#last.length);
    this.#isApart = false;
    this.#hasWords ||= text.trim() !== '';
    // Only its end is looked at again.
    this.#last = joined.slice(-200);
    const options = this.#options;
    this.#options = undefined;
    yield { type: 'reply', text: spoken, ...(options === undefined ? {} : { options }) };
  }
}
