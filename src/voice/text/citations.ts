/** Marks that name a source: of search models (Perplexity, Gemini, Grok), of assistants with files, of markdown. */

/** Nothing else is written so. */
const CERTAIN =
  /^(?:\^[^\]]*|\d+(?::\d+)?†.*|cite(?:_start|_end)?(?::.*)?|citation needed|(?:source|sources|ref|doc|citation)s?:?\s*\d+(?:\s*[,;–-]\s*\d+)*)$/iu;
const NUMBER = /^[1-9]\d{0,2}$/u;
const NUMBERS = /^[1-9]\d{0,2}(?:\s*[,;–-]\s*[1-9]\d{0,2})+$/u;

/** Right behind one of these an index is meant: `arr[1]`, `x[2]`, `row_2[1]`. */
const INDEXED =
  /(?:(?<![\p{L}\p{N}])\p{L}|_\p{L}*|_\d*|(?<!\p{L})(?:arr|array|list|items?|data|args|argv|matrix|rows?|cols?|index))$/iu;

/** A number in brackets is a word of the sentence after one of these. */
const SPOKEN_OF =
  /(?:^|[\s(])(?:see|in|from|of|to|by|is|are|was|equals|as|with|and|or|for|than|ref|reference|references|source|sources|citation|footnote|note|list|array|vector|set|interval|index|element|row|column|key|keys|button|press|choose|select|option|type|enter|dial|say|hit|click|number|step|item|line|field|tag|=|:)\s*$/iu;

/**
 * Whether `[content]` after `before` is a mark of a source; `after` is what follows it, and may be cut off after a
 * character. Where it may as well be a word of the sentence it is none.
 */
export function isCitation(content: string, before: string, after: string): boolean {
  if (CERTAIN.test(content)) return true;
  const isSingle = NUMBER.test(content);
  if (!isSingle && !NUMBERS.test(content)) return false;
  const isAttached = /\S$/u.test(before);
  if (isAttached) return !INDEXED.test(before) && !/[=+*/<>&|([{-]$/u.test(before);
  if (!isSingle || before.trim() === '' || before.endsWith('\n') || SPOKEN_OF.test(before))
    return false;
  // "[1]: a source"
  if (after.startsWith(':')) return false;
  // "People. [1] Next", but "People. [1] shows that".
  if (/[.!?…]["'”’)]*\s*$/u.test(before)) return !/^\s*[\p{Ll}=]/u.test(after);
  return true;
}

/** `【4:0†source】`, and the marks that ChatGPT keeps in private characters. */
export const SOURCE_MARK =
  /【\s*\d+(?::\d+)?(?:†[^】]*)?】|\u{E200}[^\u{E201}]*\u{E201}|[\u{E201}-\u{E206}]/uy;
export const UNFINISHED_SOURCE_MARK =
  /^(?:【[\s\d:]*(?:†[^】]{0,80})?|\u{E200}[^\u{E201}]{0,200})$/u;

/** A note's number that is raised behind a sentence. */
export const RAISED_NUMBER = /(?<=[.!?,;:"”»)…])[¹²³⁴⁵⁶⁷⁸⁹⁰]+/uy;
