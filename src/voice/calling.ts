/** Names this long are taken for meant when a letter is wrong: recognizers spell names as they like. */
const TOLERANT_FROM_LETTERS = 5;

/** Scripts that put no space between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Whether `text` calls somebody by one of `names`: whole words, whatever their case and accents, nearly spelt right. */
export function calls(text: string, names: readonly string[]): boolean {
  const words = wordsOf(text);
  return names.some((name) => {
    const wanted = wordsOf(name);
    if (wanted.length === 0) return false;
    if (UNSPACED.test(name)) return words.join('').includes(wanted.join(''));
    return saysInWords(words, wanted) || saysInPieces(words, wanted.join(''));
  });
}

/** The words of the name one after another. */
function saysInWords(words: readonly string[], wanted: readonly string[]): boolean {
  return words.some((_, at) => wanted.every((word, index) => isNearly(words[at + index], word)));
}

/** The name with its words run together, or apart: "vox bridge" for "VoxBridge". */
function saysInPieces(words: readonly string[], wanted: string): boolean {
  return words.some((_, at) => {
    let said = '';
    for (let index = at; said.length < wanted.length && index < words.length; index++) {
      said += words[index] ?? '';
    }
    return said === wanted;
  });
}

function isNearly(word: string | undefined, wanted: string): boolean {
  if (word === undefined) return false;
  return word === wanted || (wanted.length >= TOLERANT_FROM_LETTERS && differsByOne(word, wanted));
}

/** One letter added, left out or wrong. */
function differsByOne(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  const rest = short.length === long.length ? same + 1 : same;
  return short.slice(rest) === long.slice(same + 1);
}

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
