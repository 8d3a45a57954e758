/** Longest phrase, in words, whose repetition is looked for. */
const MAX_PHRASE_WORDS = 12;

/** People do say "no, no, no, no" and "thank you, thank you"; a decoder in a loop says much more. */
const MAX_WORD_REPEATS = 5;
const MAX_PHRASE_REPEATS = 3;

/** Tidies what the decoder wrote: single spaces, and a phrase it got stuck on kept once. */
export function transcriptText(raw: string): string {
  // Numbers come in groups, "712-277-277-…", and a decoder gets stuck on those like on words.
  const words = raw
    .replace(/(?<=\d)-(?=\d)/g, '- ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const kept: string[] = [];
  for (let at = 0; at < words.length;) {
    const loop = loopAt(words, at);
    kept.push(...words.slice(at, at + (loop?.phraseWords ?? 1)));
    at += loop?.totalWords ?? 1;
  }
  return kept
    .join(' ')
    .replace(/(?<=\d)- (?=\d)/g, '-')
    .replace(/(?<=\d)-$/, '');
}

/** The shortest phrase that is repeated beyond belief from `at` on. */
function loopAt(words: readonly string[], at: number) {
  for (let phraseWords = 1; phraseWords <= MAX_PHRASE_WORDS; phraseWords++) {
    let totalWords = phraseWords;
    while (
      at + totalWords < words.length &&
      bare(words[at + totalWords]) === bare(words[at + totalWords - phraseWords])
    ) {
      totalWords++;
    }
    const limit = phraseWords === 1 ? MAX_WORD_REPEATS : MAX_PHRASE_REPEATS;
    if (totalWords / phraseWords > limit) return { phraseWords, totalWords };
  }
  return undefined;
}

function bare(word: string | undefined): string {
  return (word ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
