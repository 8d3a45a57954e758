import { isMachineLine, looksLikeCode, mayBeMachineLine } from './code';

/** What the lines before a line say about it. */
export type Lines = {
  /** Nothing but white space is in the line before, or there is none. */
  readonly isAfterBlank: boolean;
  /** Its indentation may be that of an item of a list. */
  readonly isInList: boolean;
  /** The lines before are indented code. */
  readonly isInCode: boolean;
  /** Something was said before. */
  readonly hasWords: boolean;
  /** The fence around markdown that is shown as such: what is in it is said. */
  readonly proseFence: string;
};

/**
 * What a line begins with: `mark` is not said and the line goes on after it, `silent` is a whole line, `fence` and `json`
 * are silent until they close, `row` is a line of a table without its first bar, `text` is none of them.
 */
export type Block =
  | { readonly type: 'mark' | 'silent' | 'code-line'; readonly end: number }
  | { readonly type: 'item'; readonly end: number }
  | { readonly type: 'row'; readonly end: number }
  | { readonly type: 'fence'; readonly end: number; readonly fence: string }
  | { readonly type: 'prose-fence'; readonly end: number; readonly fence: string }
  | { readonly type: 'json'; readonly end: number }
  | { readonly type: 'text'; readonly end: number };

const MAX_LINE_CHARACTERS = 4000;
const BULLET = /^[-*+•◦▪‣●○■·][^\S\n]+(?:\[[ xX]\][^\S\n]+)?/u;
const UNFINISHED_BULLET = /^[-*+•◦▪‣●○■·](?:[^\S\n]+(?:\[(?:[ xX](?:\][^\S\n]*)?)?)?)?$/u;
const RULE = /^(?:(?:-[^\S\n]*){2,}|(?:\*[^\S\n]*){3,}|(?:_[^\S\n]*){3,}|={2,})$/u;
const UNFINISHED_RULE = /^(?:(?:-[^\S\n]*)+|(?:\*[^\S\n]*)+|(?:_[^\S\n]*)+|=+)$/u;
const TABLE_RULE = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$|^\|\s*:?-+:?\s*\|?\s*$/u;
const UNFINISHED_TABLE_RULE = /^[|:\-][|:\-\s]*$/u;
const DEFINITION =
  /^\[(?:\^[^\]\n]{1,80}\]:.*|[^\]\n^]{1,80}\]:\s*<?(?:[a-z][a-z0-9+.-]*:\/\/|mailto:|www\.|[#./]|[\w-]+\.[a-z]{2,})\S*>?(?:\s+["'(].*)?\s*|\d{1,3}\]\s+<?https?:\/\/\S+\s*)$/iu;
const MAY_BE_DEFINITION = /^\[[^\]\n]{0,80}(?:\](?::.*|\s*|\s+<?h\S*\s*)?)?$/iu;
const JSON_START = /^(?:\{\s*\n\s*["}]|\[\s*\n\s*[{["\]])/u;
const UNFINISHED_JSON = /^[{[]\s*$/u;
const JSON_IN_LINE = /^\{\s*"[^"\n]+"\s*:/u;
const UNFINISHED_JSON_IN_LINE = /^\{\s*(?:"[^"\n]{0,80}(?:"\s*)?)?$/u;
const PROSE_FENCE = /^(?:markdown|md|mdx)$/iu;

/** What the line that begins with `text` begins with; `open` while more text decides. */
export function blockAt(text: string, lines: Lines, isEnd: boolean): Block | 'open' {
  const newlineAt = text.indexOf('\n');
  const isWhole = newlineAt !== -1 || isEnd || text.length > MAX_LINE_CHARACTERS;
  const line = (newlineAt === -1 ? text : text.slice(0, newlineAt)).replace(/\r$/u, '');
  const lineEnd = newlineAt === -1 ? text.length : newlineAt + 1;
  const indent = /^\s*/u.exec(line)?.[0] ?? '';
  const body = line.slice(indent.length);
  if (body === '') return isWhole ? { type: 'silent', end: lineEnd } : 'open';
  const fence = fenceOf(body, isWhole, lines);
  if (fence === 'open') return 'open';
  if (fence !== undefined) return { ...fence, end: lineEnd };
  if (isMachineLine(line) && isWhole) return { type: 'silent', end: lineEnd };
  if (!isWhole && mayBeMachineLine(line)) return 'open';
  const indented = indentedCode(indent, body, isWhole, lines);
  if (indented === 'open') return 'open';
  if (indented) return { type: 'code-line', end: lineEnd };
  return markOf(text, indent.length, body, lineEnd, isWhole, lines, isEnd);
}

function markOf(
  text: string,
  from: number,
  body: string,
  lineEnd: number,
  isWhole: boolean,
  lines: Lines,
  isEnd: boolean,
): Block | 'open' {
  if (isWhole && (RULE.test(body) || (body.includes('|') && TABLE_RULE.test(body.trim())))) {
    return { type: 'silent', end: lineEnd };
  }
  if (!isWhole && (UNFINISHED_RULE.test(body) || UNFINISHED_TABLE_RULE.test(body))) return 'open';
  if (body.startsWith('|') && !body.startsWith('||')) {
    if (!isWhole) return 'open';
    if (/\|.*\|\s*$/u.test(body)) return { type: 'row', end: from + 1 };
  }
  if (body.startsWith('[')) {
    if (isWhole && DEFINITION.test(body)) return { type: 'silent', end: lineEnd };
    if (!isWhole && MAY_BE_DEFINITION.test(body)) return 'open';
  }
  const rest = text.slice(from);
  if (JSON_START.test(rest)) return { type: 'json', end: from };
  if (lines.hasWords && JSON_IN_LINE.test(body)) return { type: 'json', end: from };
  if (
    !isEnd &&
    (UNFINISHED_JSON.test(rest) || (lines.hasWords && UNFINISHED_JSON_IN_LINE.test(rest)))
  )
    return 'open';
  const mark = /^(?:#{1,6}(?=[^\S\n]|$)[^\S\n]*|>(?!=)[^\S\n]?)/u.exec(body)?.[0];
  if (!isWhole && (/^#{1,6}[^\S\n]*$/u.test(body) || body === '>')) return 'open';
  if (mark !== undefined) return { type: 'mark', end: from + mark.length };
  if (!isWhole && UNFINISHED_BULLET.test(body)) return 'open';
  const bullet = BULLET.exec(body)?.[0];
  if (bullet !== undefined) return { type: 'item', end: from + bullet.length };
  if (/^\d{1,3}[.)]\s/u.test(body)) return { type: 'item', end: from };
  return { type: 'text', end: 0 };
}

type Fence =
  { readonly type: 'fence' | 'prose-fence'; readonly fence: string } | { readonly type: 'silent' };

function fenceOf(body: string, isWhole: boolean, lines: Lines): Fence | 'open' | undefined {
  const run = /^(?:`{3,}|~{3,})/u.exec(body)?.[0];
  if (run === undefined) return !isWhole && /^(?:`{1,2}|~{1,2})$/u.test(body) ? 'open' : undefined;
  const info = body.slice(run.length);
  if (run.startsWith('`') && info.includes('`')) return undefined;
  if (!isWhole) return 'open';
  if (lines.proseFence !== '' && run.startsWith(lines.proseFence) && info.trim() === '')
    return { type: 'silent' };
  return { type: PROSE_FENCE.test(info.trim()) ? 'prose-fence' : 'fence', fence: run };
}

function indentedCode(
  indent: string,
  body: string,
  isWhole: boolean,
  lines: Lines,
): boolean | 'open' {
  const isIndented = indent.replace(/\t/gu, '    ').length >= 4;
  if (!isIndented || lines.isInList) return false;
  if (lines.isInCode) return isWhole || 'open';
  if (!lines.isAfterBlank) return false;
  return isWhole ? looksLikeCode(body) : 'open';
}

/**
 * What is after the fence's end in `text`, which begins with a line of its block; undefined when all of it is code.
 * `open` while the line is not there as a whole.
 */
export function afterFence(
  text: string,
  fence: string,
  isEnd: boolean,
): { readonly end: number; readonly isClosed: boolean } | 'open' {
  const newlineAt = text.indexOf('\n');
  if (newlineAt === -1 && !isEnd) return 'open';
  const line = newlineAt === -1 ? text : text.slice(0, newlineAt);
  const lineEnd = newlineAt === -1 ? text.length : newlineAt + 1;
  const marks = fence.charAt(0);
  const body = line.replace(/^[\s>]+/u, '');
  const run = new RegExp(`^${marks}{${fence.length},}`, 'u').exec(body)?.[0];
  if (run !== undefined) {
    const rest = body.slice(run.length);
    if (rest.trim() === '') return { end: lineEnd, isClosed: true };
    // "``` And so on": the model goes on in the same line. A single word begins a block inside the block.
    const isProse = !/^\s*(?:[a-z][\w+#-]*|\{.*\})(?:\s+\S+=\S*)*\s*$/u.test(rest);
    return { end: isProse ? line.length - rest.length : lineEnd, isClosed: isProse };
  }
  // The end of the code and of its block are in one line.
  const isClosedInLine =
    marks === '`' &&
    new RegExp(`[^\`]${fence}\\s*$`, 'u').test(line) &&
    !new RegExp(`${fence}.*${fence}`, 'u').test(line);
  return { end: lineEnd, isClosed: isClosedInLine };
}

/** Where the JSON that `text` begins with ends; undefined while it goes on. */
export function jsonEnd(text: string): number | undefined {
  let depth = 0;
  for (const { index, 0: part } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[{}[\]]/gu)) {
    if (part === '{' || part === '[') depth += 1;
    else if ((part === '}' || part === ']') && --depth === 0) return index + 1;
  }
  return undefined;
}
