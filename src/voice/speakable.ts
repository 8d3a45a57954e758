/** `*waves*`: between single asterisks, not inside bold. */
const ACTION = /(?<![*\w])\*(?![*\s])[^*\n]+(?<![*\s])\*(?![*\w])/gu;

/**
 * What is said of a piece of reply: markdown, emoji and addresses made fit for a voice.
 *
 * `filterActions` leaves out `*asterisk actions*` of role play. Empty when nothing in it can be spoken. The text shown to people and kept in the history is the original.
 */
export function speakable(text: string, options: { filterActions?: boolean } = {}): string {
  const kept = options.filterActions === true ? text.replace(ACTION, ' ') : text;
  return kept
    .replace(/```[^\n]*|~~~[^\n]*/gu, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/https?:\/\/(?:www\.)?([^\s/)\]]+)[^\s)\]]*/gu, '$1')
    .replace(/^\s{0,3}#{1,6}\s+/gmu, '')
    .replace(/^\s{0,3}>\s?/gmu, '')
    .replace(/^\s*(?:[-*+•]|\d{1,3}[.)])\s+/gmu, '')
    .replace(/^\s*[-*_]{3,}\s*$/gmu, ' ')
    .replace(/(\*{1,3}|_{2,3}|~~|`+)/gu, '')
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
