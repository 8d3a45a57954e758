/** Flite speaks a clause of this many characters in about 100 ms; longer texts are spoken in parts. */
const MAX_CHARACTERS = 200;

const SPOKEN: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/[‘’‚′]/g, "'"],
  [/[“”„″«»]/g, '"'],
  [/[–—―]/g, ', '],
  [/…/g, '...'],
  [/€\s*(\d[\d.,]*\d|\d)/g, '$1 euros'],
  [/£\s*(\d[\d.,]*\d|\d)/g, '$1 pounds'],
  [/°\s*C\b/g, ' degrees Celsius'],
  [/°\s*F\b/g, ' degrees Fahrenheit'],
  [/°/g, ' degrees'],
  [/×/g, ' times '],
  [/÷/g, ' divided by '],
  [/ß/g, 'ss'],
  [/[æÆ]/g, 'ae'],
  [/[øØ]/g, 'o'],
];

/**
 * What flite can pronounce of `text`, in parts of at most 200 characters, cut at punctuation where possible.
 * Flite knows ASCII only: accents are dropped, emoji and foreign scripts left out. Empty when nothing is left.
 */
export function fliteTexts(text: string): string[] {
  let plain = text;
  for (const [pattern, words] of SPOKEN) plain = plain.replace(pattern, words);
  plain = plain
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(plain).filter((part) => /[a-z0-9]/i.test(part));
}

function cut(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > MAX_CHARACTERS) {
    const head = rest.slice(0, MAX_CHARACTERS);
    const clauses = head.match(/^.*[.!?,;:](?=\s)/)?.[0];
    const words = head.match(/^.*\s/)?.[0];
    const part = clauses ?? words ?? head;
    parts.push(part.trim());
    rest = rest.slice(part.length).trim();
  }
  return [...parts, rest];
}
