const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/**
 * Word errors (substituted, left out, put in) per word of `reference`; 0 is perfect, it may exceed 1.
 *
 * Case, punctuation and hyphens do not count, nor whether a number is in words or digits.
 */
export function wer(reference: string, hypothesis: string): number {
  const { errors, words } = wordErrors(reference, hypothesis);
  return words === 0 ? errors : errors / words;
}

/** The counts behind `wer`, to be summed over many utterances. */
export function wordErrors(
  reference: string,
  hypothesis: string,
): { errors: number; words: number } {
  const expected = wordsOf(reference);
  const heard = wordsOf(hypothesis);
  let previous = heard.map((_, index) => index + 1);
  previous.unshift(0);
  expected.forEach((word, row) => {
    const current = [row + 1];
    heard.forEach((other, column) => {
      const substitution = (previous[column] as number) + (word === other ? 0 : 1);
      const gap = Math.min(previous[column + 1] as number, current[column] as number) + 1;
      current.push(Math.min(substitution, gap));
    });
    previous = current;
  });
  return { errors: previous[heard.length] as number, words: expected.length };
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/\d+/g, (digits) => ` ${inWords(Number(digits))} `)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'and');
}

function inWords(value: number): string {
  if (value >= 1_000_000) return String(value);
  if (value >= 1_000)
    return `${inWords(Math.floor(value / 1_000))} thousand ${rest(value % 1_000)}`;
  if (value >= 100) return `${inWords(Math.floor(value / 100))} hundred ${rest(value % 100)}`;
  if (value >= 20) return `${TENS[Math.floor(value / 10)]} ${rest(value % 10)}`;
  return SMALL[value] as string;
}

function rest(value: number): string {
  return value === 0 ? '' : inWords(value);
}
