/** Two windows share one second of audio: hardly more words than this. */
const MAX_SHARED_WORDS = 8;

/** A word that lies across a window's edge is cut in one of the windows and comes out wrong there. */
const MAX_CUT_WORDS = 1;

/**
 * The utterance so far, with the next window joined to it where their words overlap.
 *
 * Each window holds about two seconds, of which it shares the first with the window before. Words cut at the edges
 * are taken from the window that has them whole. Without a common word the window is simply appended.
 */
export function mergeWindow(soFar: string, window: string): string {
  const before = wordsOf(soFar);
  const after = wordsOf(window);
  let best = { score: 0, keep: before.length, from: 0 };
  for (let cutTail = 0; cutTail <= MAX_CUT_WORDS; cutTail++) {
    for (let cutHead = 0; cutHead <= MAX_CUT_WORDS; cutHead++) {
      const tail = before.slice(0, before.length - cutTail);
      const head = after.slice(cutHead);
      const shared = sharedWords(tail, head);
      // Two cut words for a single shared one is chance.
      const score = 2 * shared - cutTail - cutHead;
      if (shared > 0 && score > best.score)
        best = { score, keep: tail.length, from: cutHead + shared };
    }
  }
  return [...before.slice(0, best.keep), ...after.slice(best.from)].join(' ');
}

/** How many words at the end of `before` are the first ones of `after`. */
function sharedWords(before: readonly string[], after: readonly string[]): number {
  const longest = Math.min(MAX_SHARED_WORDS, before.length, after.length);
  for (let count = longest; count > 0; count--) {
    const tail = before.slice(before.length - count);
    if (tail.every((word, index) => plain(word) === plain(after[index] as string))) return count;
  }
  return 0;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}

/** Windows disagree about case and punctuation. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || word;
}
