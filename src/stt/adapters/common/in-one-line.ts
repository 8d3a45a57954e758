/** White space of every script, and what cannot be seen: line and page breaks, tabs, zero-width and control signs. */
const SPACE = /[\s\p{Cc}\u200b\u2060\ufeff]+/gu;

/**
 * `text` with one space for each stretch of white space, and none around it. Recognizers write a line for each
 * segment, but a transcript is one utterance, and in a room each line is somebody's.
 */
export function inOneLine(text: string): string {
  return text.replace(SPACE, ' ').trim();
}
