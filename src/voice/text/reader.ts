import { ADDRESS_START, addressAt } from './addresses';
import { type Block, blockAt } from './blocks';
import { bracketAt, sourceInBracketsAt } from './brackets';
import { RAISED_NUMBER, SOURCE_MARK, UNFINISHED_SOURCE_MARK } from './citations';
import { codeSpanAt } from './code';
import { entityAt } from './entity';
import { type Finding, matchAt, type Place } from './finding';
import { backslashAt, dollarAt } from './math';
import { readUnspoken, type UnspokenSpan, unspokenAt } from './unspoken-span';
import { tagAt } from './tags';

/** A stretch of what is shown, and what is said of it. */
export type Reading = { readonly shown: string; readonly said: string };

const SPECIAL = /[\n`<&[!\\$(|【\u{E200}-\u{E206}¹²³⁴⁵⁶⁷⁸⁹⁰]/u;
/** Tags stand between sentences without a space. */
const SENTENCE_END = /[.!?…]["'”’)]*$/u;
const REMEMBERED_CHARACTERS = 80;

/**
 * Reads a reply as it is shown and gives what is said of it: markdown, HTML, SSML and LaTeX become words, code, tags and
 * marks of sources nothing. Emphasis and emoji are left to whoever knows the sentence.
 *
 * Feed it text with `push`, end it with `end`. Plain words come out at once; a mark when it is certain what it is. The
 * same is said however the text is cut, and what is no mark is said as it is.
 */
export class SpeechReader {
  #held = '';
  #unspoken: UnspokenSpan | undefined;
  #isLineStart = true;
  #isInRow = false;
  /** What comes next has a space before it when it is this. */
  #spaceBefore: RegExp | undefined;
  #hasWords = false;
  #lines = { isAfterBlank: true, isInList: false, isInCode: false, proseFence: '' };
  #lineIsBlank = true;
  #before = '';
  #isByCharacter = false;
  #readings: Reading[] = [];

  push(text: string): Reading[] {
    this.#isByCharacter = text.length === 1;
    this.#held += text;
    return this.#read(false);
  }

  end(): Reading[] {
    return this.#read(true);
  }

  #read(isEnd: boolean): Reading[] {
    while (this.#held !== '' && this.#step(isEnd));
    const readings = this.#readings;
    this.#readings = [];
    return readings;
  }

  /** Reads what comes next; false when that takes more text. */
  #step(isEnd: boolean): boolean {
    if (this.#unspoken !== undefined) return this.#stepUnspoken(this.#unspoken, isEnd);
    if (this.#isLineStart) {
      const block = blockAt(this.#held, { ...this.#lines, hasWords: this.#hasWords }, isEnd);
      if (block === 'open') return false;
      this.#readBlock(block);
      return true;
    }
    const at = this.#nextSpecial();
    if (at > 0) {
      this.#say(at, this.#held.slice(0, at));
      return true;
    }
    return this.#readMark(isEnd);
  }

  #readBlock(block: Block): void {
    switch (block.type) {
      case 'silent':
        this.#lines.isAfterBlank = this.#held.slice(0, block.end).trim() === '';
        if (block.end > 0) this.#say(block.end, '\n');
        if (!this.#lines.isAfterBlank) this.#lines.proseFence = '';
        return;
      case 'code-line':
        this.#lines.isInCode = true;
        this.#say(block.end, '\n');
        return;
      case 'fence':
        this.#unspoken = { type: 'fence', fence: block.fence };
        this.#say(block.end, '\n');
        return;
      case 'prose-fence':
        this.#lines.proseFence = block.fence;
        this.#say(block.end, '\n');
        return;
      case 'json':
        this.#unspoken = { type: 'json' };
        if (block.end > 0) this.#say(block.end, '');
        return;
      case 'mark':
        this.#say(block.end, '');
        return;
      case 'item':
        this.#lines.isInList = true;
        break;
      case 'row':
        this.#isInRow = true;
        break;
      case 'text':
        // A line of a list may be indented, and so may its next paragraph.
        this.#lines.isInList &&= /^\s/u.test(this.#held);
    }
    this.#isLineStart = false;
    this.#lines.isInCode = false;
    this.#lines.isAfterBlank = false;
    if (block.end > 0) this.#say(block.end, '');
  }

  #stepUnspoken(unspoken: UnspokenSpan, isEnd: boolean): boolean {
    const { end, isOver } = readUnspoken(unspoken, this.#held, isEnd);
    if (end > 0) this.#say(end, '');
    if (isOver) {
      this.#unspoken = undefined;
      this.#isLineStart ||= unspoken.type !== 'element';
      this.#lines.isAfterBlank ||= unspoken.type !== 'element';
    }
    return end > 0;
  }

  #nextSpecial(): number {
    const special = this.#held.search(SPECIAL);
    const before = this.#before.slice(-1);
    ADDRESS_START.lastIndex = before.length;
    const address = ADDRESS_START.exec(before + this.#held)?.index ?? -1;
    const places = [special, address - before.length].filter((at) => at >= 0);
    return places.length === 0 ? this.#held.length : Math.min(...places);
  }

  #readMark(isEnd: boolean): boolean {
    const place: Place = {
      text: this.#held,
      at: 0,
      isEnd,
      before: this.#before,
      isByCharacter: this.#isByCharacter,
    };
    const found = unspokenAt(this.#held, isEnd);
    if (found === 'open') return false;
    if (found !== undefined) {
      this.#unspoken = found.unspoken;
      this.#say(found.end, found.said);
      return true;
    }
    const finding = this.#findingAt(place);
    if (finding === 'open') return false;
    if (finding === undefined) {
      const first = String.fromCodePoint(this.#held.codePointAt(0) ?? 0);
      this.#say(first.length, first);
    } else {
      const { end, said, standsApart = false } = finding;
      if (standsApart && /[\p{L}\p{N}]$/u.test(this.#before)) this.#say(0, ' ');
      this.#say(end, said);
      if (standsApart) this.#spaceBefore = /^[\p{L}\p{N}]/u;
      else if (said === '' && SENTENCE_END.test(this.#before)) this.#spaceBefore = /^\p{Lu}/u;
      // A tag may begin a line, too.
      this.#isLineStart ||= said === '\n';
    }
    return true;
  }

  #findingAt(place: Place): Finding {
    const { text } = place;
    switch (text.charAt(0)) {
      case '\n':
        return this.#endLine();
      case '`':
        return codeSpanAt(place);
      case '<':
        return tagAt(place);
      case '&':
        return entityAt(place);
      case '[':
      case '!':
        return bracketAt(place, sayLabel);
      case '(':
        return sourceInBracketsAt(place);
      case '\\':
        return backslashAt(place);
      case '$':
        return dollarAt(place);
      case '|':
        return this.#barAt(place);
      default:
        return addressOrSourceAt(place);
    }
  }

  #endLine(): Finding {
    this.#isLineStart = true;
    this.#isInRow = false;
    return { end: 1, said: '\n' };
  }

  /** Cells are told one after the other. */

  /** Cells are told one after the other. */
  #barAt({ text, isEnd }: Place): Finding {
    // Nothing is said of empty cells.
    const run = (this.#isInRow ? /^\|(?:[^\S\n]*\|)*/u : /^\|+/u).exec(text)?.[0] ?? '';
    const after = text.slice(run.length);
    if (/^[^\S\n]*$/u.test(after) && !isEnd) return 'open';
    const isLast = /^[^\S\n]*(?:\n|$)/u.test(after);
    const isFirst = this.#before === '' || /[\n,]\s*$/u.test(this.#before);
    const isSpaced = run.length === 1 && /\s$/u.test(this.#before) && /^\s/u.test(after);
    if (this.#isInRow || isSpaced)
      return { end: run.length, said: isLast ? '' : isFirst ? ' ' : ', ' };
    const isBetween = /[\p{L}\p{N}]$/u.test(this.#before) && /^[\p{L}\p{N}]/u.test(after);
    return { end: run.length, said: isBetween ? ' ' : '' };
  }

  /** `length` characters of what is shown are said as `said`. */
  #say(length: number, said: string): void {
    const spaceBefore = this.#spaceBefore;
    if (spaceBefore !== undefined && said !== '') {
      this.#spaceBefore = undefined;
      if (spaceBefore.test(said)) this.#say(0, ' ');
    }
    this.#readings.push({ shown: this.#held.slice(0, length), said });
    this.#held = this.#held.slice(length);
    this.#before = (this.#before + said).slice(-REMEMBERED_CHARACTERS);
    this.#hasWords ||= said.trim() !== '';
  }
}

function addressOrSourceAt(place: Place): Finding {
  const { text, isEnd } = place;
  const source = matchAt(SOURCE_MARK, text, 0);
  if (source !== null) return { end: source[0].length, said: '' };
  if (!isEnd && UNFINISHED_SOURCE_MARK.test(text)) return 'open';
  if (text.startsWith('\u{E200}')) return { end: 1, said: '' };
  const before = place.before.slice(-1);
  const raised = matchAt(RAISED_NUMBER, before + text, before.length);
  if (raised !== null)
    return !isEnd && raised[0].length === text.length
      ? 'open'
      : { end: raised[0].length, said: '' };
  return addressAt(place);
}

/** A label of a link is read by itself. */
function sayLabel(label: string): string {
  const reader = new SpeechReader();
  return [...reader.push(`\u{200B}${label}`), ...reader.end()]
    .map(({ said }) => said)
    .join('')
    .replace(/\s*\n\s*/gu, ' ')
    .replace(/^\u{200B}/u, '');
}
