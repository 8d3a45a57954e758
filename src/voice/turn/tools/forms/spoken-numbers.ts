/** How the numbers below a thousand are said, without spaces, hyphens, accents and "and". */
type Counting = {
  readonly below100: (number: number) => readonly string[];
  readonly hundreds: (hundreds: number) => readonly string[];
  readonly thousand: string;
  readonly point: readonly string[];
  readonly minus: readonly string[];
  /** Mean nothing between two parts of a number. */
  readonly and: readonly string[];
  /** `1,000` is a thousand, and `1.5` one and a half; elsewhere it is the other way round. */
  readonly hasDecimalPoint?: boolean;
};

const EN = words(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
);
const EN_TENS = words('twenty thirty forty fifty sixty seventy eighty ninety');
const DE = words(
  'null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
);
const DE_TENS = words('zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig');
const FR = words(
  'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf',
);
const FR_TENS = words('vingt trente quarante cinquante soixante soixante quatrevingt quatrevingt');
const ES = words(
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
);
const ES_TENS = words('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa');
const ES_HUNDREDS = words(
  'ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos',
);

const ENGLISH: Counting = {
  below100: (number) => [at(EN, number) ?? joined(EN_TENS, number, EN)],
  hundreds: (count) => [`${EN[count]}hundred`, ...(count === 1 ? ['hundred', 'ahundred'] : [])],
  thousand: 'thousand',
  point: ['point'],
  minus: ['minus'],
  and: ['and'],
  hasDecimalPoint: true,
};

const COUNTING: Readonly<Record<string, Counting>> = {
  en: ENGLISH,
  de: {
    below100: (number) => {
      if (number < 20) return number === 1 ? ['eins', 'ein', 'eine'] : [DE[number] ?? ''];
      const ten = DE_TENS[Math.floor(number / 10) - 2] ?? '';
      const one = number % 10;
      return [one === 0 ? ten : `${one === 1 ? 'ein' : (DE[one] ?? '')}und${ten}`];
    },
    hundreds: (count) => (count === 1 ? ['hundert', 'einhundert'] : [`${DE[count]}hundert`]),
    thousand: 'tausend',
    point: ['komma', 'punkt'],
    minus: ['minus'],
    and: [],
  },
  fr: {
    below100: (number) => {
      if (number < 20) return number === 1 ? ['un', 'une'] : [FR[number] ?? ''];
      const ten = FR_TENS[Math.floor(number / 10) - 2] ?? '';
      const hasTeens = [7, 9].includes(Math.floor(number / 10));
      const one = (number % 10) + (hasTeens ? 10 : 0);
      return [one === 0 ? ten : `${ten}${FR[one]}`];
    },
    hundreds: (count) => [count === 1 ? 'cent' : `${FR[count]}cent`],
    thousand: 'mille',
    point: ['virgule', 'point'],
    minus: ['moins'],
    and: ['et'],
  },
  es: {
    below100: (number) => {
      if (number < 20) return number === 1 ? ['uno', 'un', 'una'] : [ES[number] ?? ''];
      const ones = number % 10 === 0 ? '' : (ES[number % 10] ?? '');
      if (number < 30) return [ones === '' ? 'veinte' : `veinti${ones}`];
      return [joined(ES_TENS, number, ES)];
    },
    hundreds: (count) => [ES_HUNDREDS[count - 1] ?? '', ...(count === 1 ? ['cien'] : [])],
    thousand: 'mil',
    point: ['coma', 'punto'],
    minus: ['menos'],
    and: ['y'],
  },
};

const KNOWN = new Map<string, ReadonlyMap<string, number>>();

/**
 * The one number in `text`, in digits or, below a million, in words; undefined where there is none, or several.
 * @param language Of two letters; English where nobody counts in it.
 */
export function spokenNumber(text: string, language: string): number | undefined {
  const counting = COUNTING[language] ?? ENGLISH;
  const digits = text.match(/[-−]?\d[\d.,]*/gu) ?? [];
  const [first = ''] = digits;
  if (digits.length > 0) return digits.length === 1 ? inDigits(first, counting) : undefined;
  const said = plain(text).split(' ');
  const isNegative = counting.minus.includes(said[0] ?? '');
  const [whole = [], decimals] = splitAt(isNegative ? said.slice(1) : said, counting.point);
  const value = wholeNumber(whole, language, counting);
  if (value === undefined) return undefined;
  const places = decimals?.map((word) => wholeNumber([word], language, counting));
  if (places?.some((place) => place === undefined) === true) return undefined;
  const number = places === undefined ? value : Number(`${value}.${places.join('')}`);
  return isNegative ? -number : number;
}

function inDigits(text: string, { hasDecimalPoint = false }: Counting): number {
  const plainDigits = text.replace('−', '-').replace(/[.,]+$/u, '');
  const thousands = hasDecimalPoint ? ',' : '.';
  const isGrouped = new RegExp(`^-?\\d{1,3}(?:[${thousands}]\\d{3})+(?:\\D|$)`, 'u');
  const ungrouped = isGrouped.test(plainDigits)
    ? plainDigits.replaceAll(thousands, '')
    : plainDigits;
  return Number(ungrouped.replace(',', '.'));
}

function wholeNumber(
  said: readonly string[],
  language: string,
  counting: Counting,
): number | undefined {
  const text = said.filter((word) => !counting.and.includes(word)).join('');
  const known = knownIn(language, counting);
  const simple = known.get(text);
  if (simple !== undefined) return simple;
  const [before = '', behind, more] = text.split(counting.thousand);
  if (behind === undefined || more !== undefined) return undefined;
  const thousands = before === '' ? 1 : known.get(before);
  const rest = behind === '' ? 0 : known.get(behind);
  return thousands === undefined || rest === undefined ? undefined : thousands * 1000 + rest;
}

function knownIn(language: string, counting: Counting): ReadonlyMap<string, number> {
  const known = KNOWN.get(language);
  if (known !== undefined) return known;
  const made = new Map<string, number>();
  for (let number = 0; number < 1000; number++) {
    const rest = number % 100;
    const hundreds = number < 100 ? [''] : counting.hundreds(Math.floor(number / 100));
    const ones = number > 0 && rest === 0 && number >= 100 ? [''] : counting.below100(rest);
    for (const hundred of hundreds) for (const one of ones) made.set(`${hundred}${one}`, number);
  }
  KNOWN.set(language, made);
  return made;
}

/** In lower case and without accents, hyphens and the plural of French numbers. */
function plain(text: string): string {
  const letters = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (letters.replaceAll('ß', 'ss').match(/\p{L}+/gu) ?? [])
    .map((word) => word.replace(/^(vingt|cent)s$/u, '$1'))
    .join(' ');
}

function splitAt(said: readonly string[], marks: readonly string[]): readonly string[][] {
  const at = said.findIndex((word) => marks.includes(word));
  return at < 0 ? [[...said]] : [said.slice(0, at), said.slice(at + 1)];
}

function at(list: readonly string[], index: number): string | undefined {
  return list[index];
}

/** Tens, then ones. */
function joined(tens: readonly string[], number: number, ones: readonly string[]): string {
  const ten = tens[Math.floor(number / 10) - 2] ?? '';
  return number % 10 === 0 ? ten : `${ten}${ones[number % 10]}`;
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
