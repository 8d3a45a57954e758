/** A stretch of a reply that is no content, as it comes in. */
export type OmissionKind = {
  /** What ends it. */
  readonly closer: RegExp;
  /** Begins another of its kind inside it, whose end is not its own. */
  readonly opener?: RegExp;
  /** What ends it is read again, as what comes next. */
  readonly keepsCloser?: boolean;
  /** Whether it is no prose that speaks of such a mark: unclosed, that is given. */
  readonly isCertain: boolean;
  /** Whether marks around a word or two may be spoken of. */
  readonly mayBeMention?: boolean;
};

/** Longer than any mark. */
const LONGEST_MARK_CHARACTERS = 300;
/** "Between <think> and </think>": what stands between marks that a sentence speaks of. */
const BETWEEN_MENTIONS =
  /^(?:[\p{P}\p{S}\s]*|\s*,?\s*(?:and|or|to|und|oder|et|ou|y|e|o|и|или|і|та|و|أو|ו|和|或|と|や|및|또는|και|और)\s+(?:the\s+|a\s+|its\s+)?(?:closing\s+)?|\s*(?:和|或|と)\s*)$/iu;

/** Finds the end of what is left out, however it is cut. */
export class Omission {
  #text = '';
  /** Where each end that was found begins and ends. */
  readonly #ends: { readonly from: number; readonly to: number }[] = [];
  #searchedTo = 0;

  /** @param opening the mark that began it; empty when nothing in the text did. */
  constructor(
    readonly opening: string,
    readonly kind: OmissionKind,
  ) {}

  /** All of it so far, without its opening. */
  get text(): string {
    return this.#text;
  }

  /** Takes what comes next; gives what is after its end when that is in it, and undefined while it goes on. */
  push(text: string, isEnd: boolean): string | undefined {
    this.#text += text;
    this.#findEnds(isEnd);
    const end = this.#ends[this.#openersBefore()] ?? (isEnd ? this.#ends.at(-1) : undefined);
    if (end === undefined) return undefined;
    return this.#text.slice(this.kind.keepsCloser === true ? end.from : end.to);
  }

  /** Whether the marks are spoken of, one after the other. */
  get isMention(): boolean {
    const [end] = this.#ends;
    if (this.kind.mayBeMention !== true || end === undefined) return false;
    return BETWEEN_MENTIONS.test(this.#text.slice(0, end.from));
  }

  #findEnds(isEnd: boolean): void {
    const closer = new RegExp(this.kind.closer, 'giu');
    closer.lastIndex = this.#searchedTo;
    for (let found = closer.exec(this.#text); found !== null; found = closer.exec(this.#text)) {
      const from = found.index;
      const to = from + found[0].length;
      if (this.#isQuoted(from, to, isEnd) === 'open') return;
      this.#searchedTo = to;
      if (this.#isQuoted(from, to, isEnd) === 'no') this.#ends.push({ from, to });
    }
    this.#searchedTo = Math.max(this.#searchedTo, this.#text.length - LONGEST_MARK_CHARACTERS);
  }

  /** How many more ends than one it needs. */
  #openersBefore(): number {
    const { opener } = this.kind;
    const [first] = this.#ends;
    if (opener === undefined || first === undefined) return 0;
    const inner = new RegExp(opener, 'giu');
    let depth = 0;
    for (const { index, 0: mark } of this.#text.matchAll(inner)) {
      if (this.#isQuoted(index, index + mark.length, true) === 'yes') continue;
      const closed = this.#ends.filter(({ from }) => from < index).length;
      if (closed > depth) break;
      depth += 1;
    }
    return depth;
  }

  /** In quotes and backticks it is spoken of. */
  #isQuoted(from: number, to: number, isEnd: boolean): 'yes' | 'no' | 'open' {
    if (!/[`"'“‘«]/u.test(this.#text.charAt(from - 1))) return 'no';
    if (to === this.#text.length && !isEnd) return 'open';
    return /[`"'”’»]/u.test(this.#text.charAt(to)) ? 'yes' : 'no';
  }
}
