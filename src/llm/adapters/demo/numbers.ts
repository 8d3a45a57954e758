const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const VALUES: ReadonlyMap<string, number> = new Map([
  ...SMALL.map((word, value) => [word, value] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
  // What a recognizer writes for a lone number.
  ['oh', 0],
  ['won', 1],
  ['to', 2],
  ['too', 2],
  ['tree', 3],
  ['for', 4],
  ['fore', 4],
  ['ate', 8],
  ['a', 1],
]);

const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
]);

/** The number that `words` say: `['twenty', 'three']`, `['23']`, `['minus', 'two']`; nothing if they say none. */
export function parseNumber(words: readonly string[]): number | undefined {
  if (words.length === 0) return undefined;
  if (words[0] === 'minus' || words[0] === 'negative') {
    const value = parseNumber(words.slice(1));
    return value === undefined ? undefined : -value;
  }
  let total = 0;
  let group = 0;
  for (const [index, word] of words.entries()) {
    if (word === 'and' && index > 0 && index < words.length - 1) continue;
    const scale = SCALES.get(word);
    if (scale === 100) group = Math.max(1, group) * 100;
    else if (scale !== undefined) {
      total += Math.max(1, group) * scale;
      group = 0;
    } else {
      const value = /^\d+(\.\d+)?$/.test(word) ? Number(word) : VALUES.get(word);
      if (value === undefined) return undefined;
      group += value;
    }
  }
  return total + group;
}

/** 0–20 as a word, anything else in digits with at most two decimals. */
export function spokenNumber(value: number): string {
  if (value === 20) return 'twenty';
  const rounded = Math.round(value * 100) / 100;
  const size = Math.abs(rounded);
  const text = SMALL[size] ?? String(size);
  return rounded < 0 ? `minus ${text}` : text;
}
