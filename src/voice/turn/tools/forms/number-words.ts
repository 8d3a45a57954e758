/** How the numbers below a thousand are said, without spaces, hyphens, accents and "and". */
export type Counting = {
  readonly below100: (number: number) => readonly string[];
  readonly hundreds: (hundreds: number) => readonly string[];
  readonly thousand: string;
  readonly point: readonly string[];
  readonly minus: readonly string[];
  /** Mean nothing between two parts of a number. */
  readonly and: readonly string[];
  /** `1,000` is a thousand, and `1.5` one and a half; elsewhere it is the other way round. */
  readonly hasDecimalPoint?: boolean;
  /** Mean one, or nothing: "a table for four". */
  readonly articles: readonly string[];
  /** No number where one of these stands before it, or behind it: "that one", "one moment". */
  readonly noOneAfter: RegExp;
  readonly noOneBefore: RegExp;
  /** Who says one of these means no number, another one than is said, or one that is not known here. */
  readonly notThat: RegExp;
};

const EN = words(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
);
const EN_TENS = words('twenty thirty forty fifty sixty seventy eighty ninety');
const DE = words(
  'null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
);
const DE_ONES: Readonly<Record<number, readonly string[]>> = {
  1: words('eins ein eine einen einem einer'),
  2: words('zwei zwo'),
};
const DE_TENS = words('zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig');
const FR = words(
  'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf',
);
const FR_TENS = words('vingt trente quarante cinquante soixante soixante quatrevingt quatrevingt');
/** In Belgium and Switzerland. */
const FR_PLAIN_TENS: Readonly<Record<number, readonly string[]>> = {
  7: ['septante'],
  8: ['huitante', 'octante'],
  9: ['nonante'],
};
const ES = words(
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve',
);
const ES_ONES = words('uno un una');
const ES_TENS = words('veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa');
const ES_HUNDREDS = words(
  'ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos',
);

export const ENGLISH: Counting = {
  below100: (number) => [EN[number] ?? joined(EN_TENS, number, EN[number % 10])],
  hundreds: (count) => [`${EN[count]}hundred`, ...(count === 1 ? ['hundred', 'ahundred'] : [])],
  thousand: 'thousand',
  point: ['point'],
  minus: ['minus', 'negative'],
  and: ['and'],
  hasDecimalPoint: true,
  articles: [],
  noOneAfter: wordIn('that this the which other another any every each some last next same no'),
  noOneBefore: wordIn('more moment sec minute question thing another'),
  notThat: wordIn(
    'no not nope nah never neither nor without except dont isnt arent wasnt doesnt didnt wont cant cannot aint or either ' +
      'than least most half halves quarter quarters third thirds first second fourth fifth sixth seventh eighth ninth tenth ' +
      'dozen dozens million millions billion billions k',
  ),
};

export const COUNTING: Readonly<Record<string, Counting>> = {
  en: ENGLISH,
  de: {
    below100: (number) => {
      if (number < 20) return DE_ONES[number] ?? [DE[number] ?? ''];
      const ten = DE_TENS[Math.floor(number / 10) - 2] ?? '';
      const one = number % 10;
      if (one === 0) return [ten];
      const ones = one === 1 ? ['ein'] : (DE_ONES[one] ?? [DE[one] ?? '']);
      return ones.map((word) => `${word}und${ten}`);
    },
    hundreds: (count) => (count === 1 ? ['hundert', 'einhundert'] : [`${DE[count]}hundert`]),
    thousand: 'tausend',
    point: ['komma', 'punkt'],
    minus: ['minus'],
    and: [],
    articles: ['ein', 'eine', 'einen', 'einem', 'einer'],
    noOneAfter: wordIn('der die das so'),
    noOneBefore: wordIn(
      'moment augenblick sekunde minute paar bisschen wenig frage menge haufen mal weile anderer andere anderes anderen',
    ),
    notThat: wordIn(
      'nein nee no nicht nie niemals kein keine keinen keiner weder ausser ohne oder entweder mehr weniger mindestens ' +
        'hochstens halb halbe halber halbes einhalb viertel drittel dutzend million millionen milliarde milliarden',
    ),
  },
  fr: {
    below100: (number) => {
      if (number < 20) return number === 1 ? ['un', 'une'] : [FR[number] ?? ''];
      const tens = Math.floor(number / 10);
      const ten = FR_TENS[tens - 2] ?? '';
      const one = (number % 10) + ([7, 9].includes(tens) ? 10 : 0);
      const plain = (FR_PLAIN_TENS[tens] ?? []).map((word) => `${word}${ones(number % 10)}`);
      const feminine = number % 10 === 1 && one < 10 ? [`${ten}une`] : [];
      return [`${ten}${ones(one)}`, ...feminine, ...plain];
      function ones(count: number): string {
        return count === 0 ? '' : (FR[count] ?? '');
      }
    },
    hundreds: (count) => [count === 1 ? 'cent' : `${FR[count]}cent`],
    thousand: 'mille',
    point: ['virgule', 'point'],
    minus: ['moins'],
    and: ['et'],
    articles: ['un', 'une'],
    noOneAfter: wordIn('les'),
    noOneBefore: wordIn(
      'moment instant seconde minute peu fois question autre paire bon bonne petit petite',
    ),
    notThat: wordIn(
      'non ne pas jamais ni sauf sans ou plus (?:au|du|de)_moins moins_de demi demie quart quarts tiers dizaine douzaine ' +
        'vingtaine centaine centaines million millions milliard milliards \\p{L}+iemes?',
    ),
  },
  es: {
    below100: (number) => {
      if (number < 20) return number === 1 ? ES_ONES : [ES[number] ?? ''];
      if (number === 20) return ['veinte'];
      const ones = number % 10 === 1 ? ES_ONES : [ES[number % 10] ?? ''];
      if (number < 30) return ones.map((one) => `veinti${one}`);
      return ones.map((one) => joined(ES_TENS, number, one));
    },
    hundreds: (count) => {
      const hundred = ES_HUNDREDS[count - 1] ?? '';
      return [hundred, count === 1 ? 'cien' : hundred.replace(/os$/u, 'as')];
    },
    thousand: 'mil',
    point: ['coma', 'punto'],
    minus: ['menos'],
    and: ['y'],
    articles: ['un', 'una'],
    noOneAfter: wordIn('el la'),
    noOneBefore: wordIn(
      'momento momentito segundo minuto poco vez pregunta par monton otro otra cosa',
    ),
    notThat: wordIn(
      'no ni nunca jamas tampoco sin excepto salvo o u mas (?:al|lo|de)_menos menos_de medio media cuarto cuartos tercio tercios ' +
        'docena docenas millon millones',
    ),
  },
};

/** Tens, then ones. */
function joined(tens: readonly string[], number: number, one = ''): string {
  const ten = tens[Math.floor(number / 10) - 2] ?? '';
  return number % 10 === 0 ? ten : `${ten}${one}`;
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** Finds one of them in words with a space around each; `_` is the space in one of several words. */
function wordIn(text: string): RegExp {
  return new RegExp(` (?:${text.replaceAll(' ', '|').replaceAll('_', ' ')}) `, 'u');
}
