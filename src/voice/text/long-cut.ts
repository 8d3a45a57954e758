/** Between the clauses of a sentence. */
export const CLAUSE_MARK = /[,;:—–،؛՝፣፤](?=\s)|[，、；：၊]/gu;

/** What comes after a cut may move it: the rest of a word, of a character, of what shows that a stop ended a sentence. */
export const CUT_CONTEXT_CHARACTERS = 40;

/** Written without white space between the words. */
export const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** They tell scripts by themselves: the locale makes no difference to them. */
export const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });
const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Where a text without an end among its first `limit` characters is cut: behind a clause, else between words, else
 * between what people take for characters.
 */
export function findLongCut(text: string, limit: number): number {
  const head = text.slice(0, limit);
  const clause = [...head.matchAll(CLAUSE_MARK)].at(-1)?.index ?? 0;
  if (clause > limit / 3) return clause + 1;
  const space = /\s+(?=\S*$)/u.exec(head)?.index ?? 0;
  if (space > limit / 3 || (space > 0 && !UNSPACED.test(head.slice(space)))) return space;
  // What is around the limit is not cut off by it.
  const around = text.slice(0, limit + CUT_CONTEXT_CHARACTERS);
  return lastBoundary(WORDS, around, limit) ?? lastBoundary(CHARACTERS, around, limit) ?? limit;
}

/** The last boundary up to `limit` that no mark follows: it belongs to what is before it. */
function lastBoundary(segmenter: Intl.Segmenter, text: string, limit: number): number | undefined {
  let last: number | undefined;
  for (const { index, segment } of segmenter.segment(text)) {
    if (index > limit) break;
    if (index > 0 && !/^[\p{P}\p{M}]/u.test(segment)) last = index;
  }
  return last;
}

/** `text` in two parts of about the same length, cut as `findLongCut` cuts. */
export function cutInTwo(text: string): readonly string[] {
  const at = findLongCut(text, Math.ceil(text.length / 2));
  return [text.slice(0, at), text.slice(at)]
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
