/** A word of a transcript, folded: no case, no accents, no width. */
export type Word = {
  readonly text: string;
  /** First of its sentence. */
  readonly isFirst: boolean;
  /** Last of its sentence. */
  readonly isLast: boolean;
  /** A comma or the like, or the sentence's end, comes before it, after it. */
  readonly isAfterPause: boolean;
  readonly isBeforePause: boolean;
};

/** Letters that Unicode does not take apart. */
const FOLDED: Readonly<Record<string, string>> = {
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ŋ: 'ng',
  ё: 'е',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ة: 'ه',
};

const KATAKANA = /[\u30a1-\u30f6]/gu;
const KATAKANA_TO_HIRAGANA = 0x60;

/** Kana voicing marks and the signs of scripts that write vowels as marks stay; accents go. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/gu;

/** A run of one script: `ヴォックスさん` is a name and a title. */
const WORD =
  /(?:\p{Script=Han}+|[\u3041-\u3096ー]+|[\p{Script=Katakana}ー]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+)/gu;
const SENTENCE_END = /[.!?。！？…।؟]/u;
const PAUSE = /[,;:–—、，；：،「」()"“”]|\s-\s/u;

/** `text` without case, width and accents. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/./gu, (sign) => FOLDED[sign] ?? sign);
}

export function hiragana(text: string): string {
  return text.replace(KATAKANA, (sign) =>
    String.fromCodePoint((sign.codePointAt(0) as number) - KATAKANA_TO_HIRAGANA),
  );
}

/** The words of a transcript in order. */
export function wordsOf(text: string): Word[] {
  const folded = fold(text);
  const matches = [...folded.matchAll(WORD)];
  const gaps = matches.map((match, at) => {
    const next = matches[at + 1];
    return next === undefined ? '.' : folded.slice(match.index + match[0].length, next.index);
  });
  return matches.map((match, at) => {
    const before = at === 0 ? '.' : (gaps[at - 1] as string);
    const after = gaps[at] as string;
    return {
      text: hiragana(match[0]),
      isFirst: SENTENCE_END.test(before),
      isLast: SENTENCE_END.test(after),
      isAfterPause: SENTENCE_END.test(before) || PAUSE.test(before),
      isBeforePause: SENTENCE_END.test(after) || PAUSE.test(after),
    };
  });
}
