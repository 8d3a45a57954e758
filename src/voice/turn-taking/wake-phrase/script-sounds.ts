/** Initial consonants, vowels and final consonants of Hangul, in the order of Unicode. */
const INITIALS = 'g,g,n,d,d,r,m,b,b,s,s,,J,J,C,k,t,p,h'.split(',');
const MEDIALS = 'a,e,ja,je,o,e,jo,je,O,wa,we,we,jO,u,wo,we,wi,ju,_,i,i'.split(',');
const FINALS = ',g,g,gs,n,nJ,nh,d,l,lg,lm,lb,ls,lt,lp,lh,m,b,bs,s,s,N,J,C,k,t,p,h'.split(',');
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;

/**
 * Hiragana; katakana are read as these. `_` is the vowel that Japanese and Korean put between and after consonants of foreign
 * names, which have none there.
 */
const KANA_ROWS: readonly (readonly [consonant: string, kana: string])[] = [
  ['', 'あいうえお'],
  ['k', 'かきくけこ'],
  ['g', 'がぎぐげご'],
  ['s', 'さしすせそ'],
  ['z', 'ざじずぜぞ'],
  ['t', 'たちつてと'],
  ['d', 'だぢづでど'],
  ['n', 'なにぬねの'],
  ['h', 'はひふへほ'],
  ['b', 'ばびぶべぼ'],
  ['p', 'ぱぴぷぺぽ'],
  ['m', 'まみむめも'],
  ['r', 'らりるれろ'],
];
const KANA_VOWELS = 'aiueo';
const REGULAR_KANA: ReadonlyMap<string, string> = new Map(
  KANA_ROWS.flatMap(([consonant, row]) =>
    [...row].map((sign, at) => [sign, kanaSounds(consonant, KANA_VOWELS[at] as string)] as const),
  ),
);
const IRREGULAR_KANA = readings(
  'し:Si じ:Ji ち:Ci ぢ:Ji つ:ts_ づ:z_ ふ:f_ や:ja ゆ:ju よ:jo わ:wa を:o ん:n ゔ:v_ っ: ー:',
);
/** A small vowel takes the place of the one before it. */
const SMALL_KANA = readings('ぁ:a ぃ:i ぅ:u ぇ:e ぉ:o ゃ:ja ゅ:ju ょ:jo');

const CYRILLIC = readings(
  'а:a б:b в:v г:g ґ:g д:d е:e є:je ж:Z з:z и:i і:i ї:ji й:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:w ф:f х:h ц:ts ч:C ш:S щ:S ъ: ы:I ь: э:e ю:ju я:ja ј:j љ:l њ:n ћ:C ђ:J џ:J',
);

const GREEK = readings(
  'α:a β:v γ:g δ:D ε:e ζ:z η:i θ:T ι:i κ:k λ:l μ:m ν:n ξ:ks ο:o π:p ρ:r σ:s ς:s τ:t υ:i φ:f χ:h ψ:ps ω:o',
);

const letters: ReadonlyMap<string, string> = new Map([
  ...CYRILLIC,
  ...GREEK,
  ...REGULAR_KANA,
  ...IRREGULAR_KANA,
]);

/** The sounds of a word that is not written in Latin letters; signs of scripts that are not known here stand for themselves. */
export function scriptSounds(word: string): string {
  let sounds = '';
  for (const sign of word) {
    const small = SMALL_KANA.get(sign);
    if (small !== undefined) sounds = sounds.replace(/[aiueo_]$/u, '') + small;
    else sounds += letters.get(sign) ?? hangulSounds(sign) ?? sign;
  }
  return sounds;
}

function kanaSounds(consonant: string, vowel: string): string {
  const isFaint = consonant !== '' && vowel === 'u';
  const isFaintAfterStop = (consonant === 't' || consonant === 'd') && vowel === 'o';
  return consonant + (isFaint || isFaintAfterStop ? '_' : vowel);
}

/** A final before a vowel is said with it, which writing the sounds one after the other does of itself. */
function hangulSounds(sign: string): string | undefined {
  const code = sign.codePointAt(0) as number;
  if (code < HANGUL_FIRST || code > HANGUL_LAST) return undefined;
  const at = code - HANGUL_FIRST;
  const initial = INITIALS[Math.floor(at / (MEDIALS.length * FINALS.length))] as string;
  const medial = MEDIALS[Math.floor(at / FINALS.length) % MEDIALS.length] as string;
  return initial + medial + (FINALS[at % FINALS.length] as string);
}

/** `а:a б:b`: each sign, a colon, its sounds. */
function readings(table: string): ReadonlyMap<string, string> {
  return new Map(table.split(' ').map((entry) => [entry.slice(0, 1), entry.slice(2)] as const));
}
