import { type Counting, COUNTING, ENGLISH } from './number-words';

/** A word, or digits. */
type Token = {
  readonly text: string;
  readonly digits?: number;
  /** A comma or the end of a sentence stands behind it. */
  readonly endsClause: boolean;
};
type Found = { readonly value: number; readonly start: number; readonly end: number };
type Language = Counting & { readonly known: ReadonlyMap<string, number> };

/** The longest number below a million has fewer words. */
const MAX_WORDS = 14;
const TOKEN =
  /(?:(?<digits>(?:(?<![\p{L}\d])[-−])?\d+(?:[.,]\d+)*)|(?<word>\p{L}+))(?<stop>\s*[.,;:!?…])?/gu;
const LANGUAGES = new Map<string, Language>();

/**
 * The one number in `text`, in digits or, below a million, in words; undefined where there is none, or several, or another one
 * than is said is meant ("not two", "more than two").
 * @param language Of two letters; English where nobody counts in it.
 */
export function spokenNumber(text: string, language: string): number | undefined {
  const counting = languageOf(language);
  const tokens = tokensOf(text, counting);
  if (counting.notThat.test(` ${tokens.map(({ text }) => text).join(' ')} `)) return undefined;
  const found = numbersIn(tokens, counting).filter((one) => !isNoOne(one, tokens, counting));
  const counted = found.filter((one) => !isArticle(one, tokens, counting));
  const [value, ...others] = new Set(
    (counted.length === 0 ? found : counted).map((one) => one.value),
  );
  return others.length === 0 ? value : undefined;
}

function numbersIn(tokens: readonly Token[], counting: Language): Found[] {
  const found: Found[] = [];
  for (let start = 0; start < tokens.length; start++) {
    const number = numberAt(tokens, start, counting);
    if (number === undefined) continue;
    found.push(number);
    start = number.end - 1;
  }
  return found;
}

/** The longest one that begins there. */
function numberAt(tokens: readonly Token[], start: number, counting: Language): Found | undefined {
  const first = tokens[start];
  const isNegative = first?.endsClause === false && counting.minus.includes(first.text);
  const whole = wholeAt(tokens, isNegative ? start + 1 : start, counting);
  if (whole === undefined) return undefined;
  const { value, end } = withPlaces(whole, tokens, counting);
  return { value: isNegative ? -value : value, start, end };
}

function wholeAt(tokens: readonly Token[], start: number, counting: Language): Found | undefined {
  const digits = tokens[start]?.digits;
  if (digits !== undefined) return { value: digits, start, end: start + 1 };
  if (counting.and.includes(tokens[start]?.text ?? '')) return undefined;
  for (let end = lastOf(tokens, start, counting); end > start; end--) {
    const said = tokens.slice(start, end).map((token) => token.text);
    const isWhole = !counting.and.includes(said.at(-1) ?? '');
    const value = isWhole ? wholeNumber(said, counting) : undefined;
    if (value !== undefined) return { value, start, end };
  }
  return undefined;
}

/** Behind the last token that may be part of a number which begins at `start`: English has a comma behind the thousands. */
function lastOf(tokens: readonly Token[], start: number, { thousand }: Language): number {
  const ends = tokens
    .slice(start, start + MAX_WORDS)
    .findIndex(({ text, endsClause }) => endsClause && !text.endsWith(thousand));
  return ends < 0 ? Math.min(tokens.length, start + MAX_WORDS) : start + ends + 1;
}

/** "three point one four", "trois virgule vingt-cinq". */
function withPlaces(whole: Found, tokens: readonly Token[], counting: Language): Found {
  const point = tokens[whole.end];
  const isCut = tokens[whole.end - 1]?.endsClause !== false || point?.endsClause !== false;
  if (isCut || !counting.point.includes(point.text)) return whole;
  let places = '';
  let end = whole.end + 1;
  for (;;) {
    const next = wholeAt(tokens, end, counting);
    if (next === undefined) break;
    places += next.value;
    end = next.end;
    if (tokens[end - 1]?.endsClause === true) break;
  }
  return places === '' ? whole : { ...whole, value: Number(`${whole.value}.${places}`), end };
}

/** A pronoun ("that one"), or no more than a word before what nobody counts ("one moment"). */
function isNoOne(
  { value, start, end }: Found,
  tokens: readonly Token[],
  counting: Language,
): boolean {
  const word = tokens[start];
  if (value !== 1 || end - start > 1 || word?.digits !== undefined) return false;
  const before = tokens[start - 1];
  const isAfter = before?.endsClause === false && counting.noOneAfter.test(` ${before.text} `);
  const next = word?.endsClause === true ? '' : (tokens[end]?.text ?? '');
  return isAfter || counting.noOneBefore.test(` ${next} `);
}

/** Beside a number it counts nothing; next to one it is another number ("un, deux"). */
function isArticle({ start, end }: Found, tokens: readonly Token[], counting: Language): boolean {
  const { text = '', endsClause = true } = tokens[start] ?? {};
  if (end - start > 1 || !counting.articles.includes(text)) return false;
  const next = tokens[end];
  if (next === undefined) return text === 'ein' && tokens[start - 1]?.endsClause === false;
  return !endsClause && numberAt(tokens, end, counting) === undefined;
}

function wholeNumber(said: readonly string[], counting: Language): number | undefined {
  const { known, and, thousand } = counting;
  const text = said.filter((word) => !and.includes(word)).join('');
  const simple = known.get(text);
  if (simple !== undefined) return simple;
  const [before = '', behind, more] = text.split(thousand);
  if (behind === undefined || more !== undefined) return undefined;
  const thousands = before === '' || before === 'a' ? 1 : known.get(before);
  const rest = behind === '' ? 0 : known.get(behind);
  return thousands === undefined || rest === undefined ? undefined : thousands * 1000 + rest;
}

/** In lower case and without accents, hyphens and the plural of French numbers. */
function tokensOf(text: string, counting: Counting): Token[] {
  const letters = text
    .normalize('NFD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase();
  return [...letters.replaceAll('ß', 'ss').matchAll(TOKEN)].map(({ groups = {} }) => {
    const { digits, word = '', stop } = groups;
    const endsClause = stop !== undefined;
    return digits === undefined
      ? { text: word.replace(/^(vingt|cent)s$/u, '$1'), endsClause }
      : { text: '', digits: inDigits(digits, counting), endsClause };
  });
}

function inDigits(text: string, { hasDecimalPoint = false }: Counting): number {
  const plainDigits = text.replace('−', '-');
  const thousands = hasDecimalPoint ? ',' : '.';
  const isGrouped = new RegExp(`^-?\\d{1,3}(?:[${thousands}]\\d{3})+(?:\\D|$)`, 'u');
  const ungrouped = isGrouped.test(plainDigits)
    ? plainDigits.replaceAll(thousands, '')
    : plainDigits;
  return Number(ungrouped.replace(',', '.'));
}

function languageOf(name: string): Language {
  const made = LANGUAGES.get(name);
  if (made !== undefined) return made;
  const counting = COUNTING[name] ?? ENGLISH;
  const language = { ...counting, known: knownIn(counting) };
  LANGUAGES.set(name, language);
  return language;
}

function knownIn(counting: Counting): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (let number = 0; number < 1000; number++) {
    const rest = number % 100;
    const hundreds = number < 100 ? [''] : counting.hundreds(Math.floor(number / 100));
    const ones = number > 0 && rest === 0 ? [''] : counting.below100(rest);
    for (const hundred of hundreds) for (const one of ones) known.set(`${hundred}${one}`, number);
  }
  return known;
}
