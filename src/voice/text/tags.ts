import { addressAt } from './addresses';
import { type Finding, matchAt, type Place } from './finding';
import { BREAKING_TAGS, CELL_TAGS, FLAGS, KNOWN_TAGS } from './tag-names';

/** No tag is longer. */
const MAX_TAG_CHARACTERS = 2000;

const ATTRIBUTE = `[\\w:@.-]+(?:\\s*=\\s*(?:"[^"]*"|'[^']*'|[^\\s"'<>=]+))?`;
const OPENING = new RegExp(
  `<(?<name>[a-z][\\w:.-]*)(?<attributes>(?:\\s+${ATTRIBUTE})*)\\s*(?<closed>/?)>`,
  'iuy',
);
const UNFINISHED_OPENING = new RegExp(
  `^<(?<name>[a-z][\\w:.-]*)(?<attributes>(?:\\s+${ATTRIBUTE})*)(?<last>\\s*|\\s+[\\w:@.-]+\\s*(?:=\\s*(?:"[^"]*|'[^']*|[^\\s"'<>=]*))?)/?$`,
  'iu',
);
const CLOSING = /<\/(?<name>[a-z][\w:.-]*)\s*>/iuy;
const DECLARATION = /<(?:\?[^<>]*\?|![a-z][^<>]*)>/iuy;
const CDATA = /<!\[CDATA\[/uy;
/** `<https://example.com>`, `<me@example.com>`. */
const AUTOLINK = /<(?<address>(?:[a-z][a-z0-9+.-]*:|[^\s<>@]+@)[^\s<>]*)>/iuy;
/**
 * Mentions, emoji and times of Discord, and the citations of Command:
 * https://discord.com/developers/docs/reference#message-formatting
 */
const MARK = /<(?:\/?co(?::[\d,\s]*)?|@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?)>/uy;
const SUPERSCRIPT_NUMBER = /<sup>\s*(?<number>[-−]?\d{1,4})\s*<\/sup>/iuy;
const UNFINISHED =
  /^<(?:\/?co:[\d,\s]*|\/(?:[a-z][\w:.-]*\s*)?|\?[^<>]*|!(?:[a-z][^<>]*)?|!\[[CDAT]*|@[!&]?\d*|#\d*|a?:\w*:?\d*|t:-?\d*:?\w?|[^\s<>@]+[@:][^\s<>]*)?$/iu;
const UNFINISHED_SUPERSCRIPT = /^<sup>\s*(?:[-−]?\d{0,4}\s*(?:<(?:\/(?:s(?:u(?:p)?)?)?)?)?)?$/iu;

/** A tag of HTML or SSML, with what it says itself: a break, an image's words; the text around it stays. */
export function tagAt({ text, at, isEnd, before }: Place): Finding {
  const said = (found: RegExpExecArray | null, words: string) =>
    found === null ? undefined : { end: at + found[0].length, said: words };
  const tail = text.slice(at, at + MAX_TAG_CHARACTERS);
  const mayGrow = !isEnd && at + tail.length === text.length;
  const isAfterOperand = /[\p{L}\p{N})]$/u.test(before);
  if (isAfterOperand) {
    const power = matchAt(SUPERSCRIPT_NUMBER, text, at);
    if (power !== null) return said(power, isCited(before) ? '' : `^${power.groups?.['number']}`);
    if (mayGrow && UNFINISHED_SUPERSCRIPT.test(tail)) return 'open';
  }
  const other =
    matchAt(MARK, text, at) ?? matchAt(DECLARATION, text, at) ?? matchAt(CDATA, text, at);
  if (other !== null) return said(other, '');
  const closing = matchAt(CLOSING, text, at);
  if (closing !== null) {
    const { name = '' } = closing.groups ?? {};
    // Closing nothing, in the middle of a sentence, an unknown one is spoken of.
    const isProse = !KNOWN_TAGS.has(name.toLowerCase()) && /[^\S\n]$/u.test(before);
    const words = CELL_TAGS.has(name.toLowerCase()) ? '' : wordsOf(name, before);
    return isProse ? undefined : said(closing, words);
  }
  const opening = matchAt(OPENING, text, at);
  if (opening !== null) {
    const { name = '', attributes = '', closed = '' } = opening.groups ?? {};
    if (!isTag(name, attributes, closed !== '')) return undefined;
    const isImage = /^img$/iu.test(name);
    return said(opening, isImage ? ` ${valueOf('alt', attributes)} ` : wordsOf(name, before));
  }
  const link = matchAt(AUTOLINK, text, at);
  if (link !== null) return said(link, addressWords(link.groups?.['address'] ?? ''));
  if (mayGrow && (UNFINISHED.test(tail) || mayBecomeTag(tail))) return 'open';
  // Cut off by the end of the text.
  return isEnd && isCutOff(tail) ? { end: text.length, said: '' } : undefined;
}

/** The name of the tag that begins at `at`, in lower case. */
export function tagNameAt(text: string, at: number): string {
  return /^<([a-z][\w:.-]*)/iu.exec(text.slice(at, at + 40))?.[1]?.toLowerCase() ?? '';
}

function isTag(name: string, attributes: string, isClosed: boolean): boolean {
  const rest = attributes.replace(/[\w:@.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+)/giu, '=');
  const hasValues = rest.includes('=');
  const areFlags = rest
    .split(/[\s=]+/u)
    .every((flag) => flag === '' || FLAGS.has(flag.toLowerCase()));
  if (!areFlags && !hasValues) return false;
  return KNOWN_TAGS.has(name.toLowerCase()) || hasValues || isClosed || name.includes(':');
}

function mayBecomeTag(tail: string): boolean {
  const found = UNFINISHED_OPENING.exec(tail);
  if (found === null) return false;
  // The last one may still get its value.
  const attributes = found.groups?.['attributes']?.replace(/\s+[\w:@.-]+\s*$/u, '') ?? '';
  // The words of a sentence are no attributes: "a <b and c".
  return attributes === '' || attributes.includes('=') || isTag('a', attributes, false);
}

function isCutOff(tail: string): boolean {
  const name = UNFINISHED_OPENING.exec(tail)?.groups?.['name']?.toLowerCase() ?? '';
  const isUnfinished = /[\s/]/u.test(tail) ? /=\s*["']?[^"'=]*$|\/$/u.test(tail) : name.length > 2;
  return (KNOWN_TAGS.has(name) && isUnfinished) || /^<\/[a-z]*$/iu.test(tail);
}

function wordsOf(tag: string, before: string): string {
  const name = tag.toLowerCase();
  if (BREAKING_TAGS.has(name)) return '\n';
  if (CELL_TAGS.has(name)) return /(?:^|[\n,])\s*$/u.test(before) ? '' : ', ';
  return name === 'break' ? ' ' : '';
}

function addressWords(address: string): string {
  const finding = addressAt({ text: address, at: 0, isEnd: true, before: '' });
  if (finding === undefined || finding === 'open') return address;
  return finding.said + (finding.said === '' ? address.slice(finding.end) : '');
}

function valueOf(attribute: string, attributes: string): string {
  const value = new RegExp(`\\s${attribute}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'iu').exec(
    attributes,
  );
  return value?.[1] ?? value?.[2] ?? '';
}

/** A raised number after a word is that of a note; after a letter or a number it is a power. */
function isCited(before: string): boolean {
  return /\p{L}{3,}$/u.test(before);
}
