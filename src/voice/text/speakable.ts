import { withoutActions } from './actions';

export type Speakable = {
  /** Leaves out `*asterisk actions*` of role play. */
  readonly filterActions?: boolean;
};

/** A number, or a letter on its own. */
const OPERAND_BEFORE = /(?:\p{N}|(?<!\p{L})[a-z])$/iu;
const OPERAND_AFTER = /^(?:\p{N}|[a-z](?!\p{L}))/iu;

/** Emoji with all that belongs to one: https://unicode.org/reports/tr51/ */
const EMOJI =
  /(?:[\p{Extended_Pictographic}\p{Regional_Indicator}\u{1F3FB}-\u{1F3FF}\u{FE0F}\u{20E3}](?:[\u{FE0E}\u{FE0F}\u{200D}\u{20E3}\u{1F3FB}-\u{1F3FF}]|[\u{E0020}-\u{E007F}])*)+/gu;

/** They are neither seen nor said: breaks, directions, marks of byte order. Joiners are parts of words. */
const INVISIBLE =
  /[\u{AD}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2069}\u{FE00}-\u{FE0F}\u{FEFF}\u{FFFC}]/gu;

/** What lines and boxes are drawn with. */
const DRAWN = /[\u{2500}-\u{259F}]+/gu;

/**
 * What is said of the words of a piece: marks of emphasis and emoji are left out. Empty when nothing in it can be spoken.
 *
 * The numbers of a list are said: "42. That is it." looks like an item of one, and the number may be all that was asked.
 */
export function speakable(words: string, { filterActions = false }: Speakable = {}): string {
  const kept = filterActions ? withoutActions(words) : words;
  return kept
    .replace(/\*+/gu, (run, at: number, whole: string) =>
      isOperator(whole.slice(0, at), whole.slice(at + run.length)) ? run : '',
    )
    .replace(/(?:(?<!\p{L})_{2,3}|_{2,3}(?!\p{L})|~~|`+)/gu, '')
    .replace(/(?<=^|[\s"“(])_(\S[^_]*\S|\S)_(?=\s|[.,!?;:)"”]|$)/gu, '$1')
    .replace(/(?<![=<>!])==(?![=\s])([^=\n]*[^=\s])==(?!=)/gu, '$1')
    .replace(EMOJI, '')
    .replace(INVISIBLE, '')
    .replace(DRAWN, ' ')
    .replace(/\s#{1,6}$/u, '')
    .replace(/(?<=^|\s)(?:\(\s*\)|\[\s*\])/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\s+([.,!?;:])(?=\s|$|["'”’)\]])/gu, '$1')
    .replace(/(?<=[\p{L}\p{N}])\s+(?=\))/gu, '')
    .replace(/,(?:\s*,)+/gu, ',')
    .replace(/^(?:,\s*)+/u, '')
    .trim()
    .replace(/^[\p{P}\p{S}\s]+$/u, '');
}

/** Whether asterisks between `before` and `after` multiply, as in `5 * 3`, `2**8` and `x*y`. */
function isOperator(before: string, after: string): boolean {
  const isSpaced = /\S\s+$/u.test(before) && /^\s+\S/u.test(after);
  return isSpaced || (OPERAND_BEFORE.test(before) && OPERAND_AFTER.test(after));
}
