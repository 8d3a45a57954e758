import { withoutActions } from './actions';

/** A number, or a letter on its own. */
const OPERAND_BEFORE = /(?:\p{N}|(?<!\p{L})[a-z])$/iu;
const OPERAND_AFTER = /^(?:\p{N}|[a-z](?!\p{L}))/iu;

/**
 * What is said of a piece of reply: markdown, emoji and addresses made fit for a voice.
 *
 * `filterActions` leaves out `*asterisk actions*` of role play. Empty when nothing in it can be spoken. The text shown to
 * people and kept in the history is the original. The numbers of a list are said: "42. That is it." looks like an item
 * of one, and the number may be all that was asked for.
 */
export function speakable(text: string, options: { filterActions?: boolean } = {}): string {
  const kept = options.filterActions === true ? withoutActions(text) : text;
  return kept
    .replace(/```[^\n]*|~~~[^\n]*/gu, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/https?:\/\/(?:www\.)?([^\s/)\]]+)[^\s)\]]*/gu, '$1')
    .replace(/^\s{0,3}#{1,6}\s+/gmu, '')
    .replace(/^\s{0,3}>\s?/gmu, '')
    .replace(/^\s*[-*+•]\s+/gmu, '')
    .replace(/^\s*[-*_]{3,}\s*$/gmu, ' ')
    .replace(/\*+/gu, (run, at: number, whole: string) =>
      isOperator(whole.slice(0, at), whole.slice(at + run.length)) ? run : '',
    )
    .replace(/(_{2,3}|~~|`+)/gu, '')
    .replace(/(^|\s)_(\S[^_]*\S|\S)_(?=\s|[.,!?;:]|$)/gu, '$1$2')
    .replace(/\|/gu, ', ')
    .replace(
      /[\p{Extended_Pictographic}\p{Regional_Indicator}\u{FE0F}\u{200D}\u{20E3}\u{1F3FB}-\u{1F3FF}]/gu,
      '',
    )
    .replace(/\s+/gu, ' ')
    .replace(/\s+([.,!?;:])/gu, '$1')
    .trim()
    .replace(/^[\p{P}\p{S}\s]+$/u, '');
}

/** Whether asterisks between `before` and `after` multiply, as in `5 * 3`, `2**8` and `x*y`. */
function isOperator(before: string, after: string): boolean {
  const isSpaced = /\S\s+$/u.test(before) && /^\s+\S/u.test(after);
  return isSpaced || (OPERAND_BEFORE.test(before) && OPERAND_AFTER.test(after));
}
