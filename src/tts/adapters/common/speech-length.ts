/** Twice as fast as people talk; no voice does that unasked. */
const MAX_LETTERS_PER_SECOND = 30;

/** Slower than any voice, digits included, which are said as words. */
const MIN_LETTERS_PER_SECOND = 0.5;

/** For breaths and the silence around a word. */
const MARGIN_MS = 15_000;

/** How long a voice can take for `text` at `rate`, generously, in ms: outside of it something went wrong. */
export function plausibleLength(text: string, rate: number): { minMs: number; maxMs: number } {
  // "Nooooo" takes hardly longer than "No".
  const distinct = text.replace(/(\p{L})\1{2,}/giu, '$1');
  const letters = distinct.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return {
    minMs: (letters * 1000) / MAX_LETTERS_PER_SECOND / rate,
    maxMs: (letters * 1000) / MIN_LETTERS_PER_SECOND / rate + MARGIN_MS,
  };
}

/** Whether there is anything in `text` that a voice can say. */
export function isSpeakable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
