import type { Speaker } from '@vox/voice-core';

/** What one person says of a turn. Where several share the session it is known who. */
export type Line = { readonly text: string; readonly speaker: Speaker | undefined };

/** The words that one turn answers: of one person, or line by line of several. */
export type UserWords = { readonly turnId: string; readonly lines: readonly Line[] };

/**
 * What one turn answers at most: about ten minutes of talking without an answer, or two of the longest typed messages. Every
 * joined word is told, asked and stored anew with the next one, so without a bound little input makes much of everything.
 */
export const MAX_JOINED_CHARACTERS = 8_000;

export function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((length, { text }) => length + text.length, 0);
}

/** `words` and what is said next. */
export function joined({ turnId, lines }: UserWords, line: Line): UserWords {
  return { turnId, lines: withLine(lines, line) };
}

/**
 * `lines` with one more; what the same person said just before goes on in theirs. Beyond `MAX_JOINED_CHARACTERS` the oldest
 * words are left out.
 */
export function withLine(lines: readonly Line[], { text, speaker }: Line): readonly Line[] {
  if (text === '') return lines;
  const last = lines.at(-1);
  if (last === undefined || last.speaker?.id !== speaker?.id) {
    return newest([...lines, { text, speaker }]);
  }
  return newest([...lines.slice(0, -1), { speaker, text: `${last.text} ${text}` }]);
}

function newest(lines: readonly Line[]): readonly Line[] {
  const [first, ...rest] = lines;
  const excess = lengthOf(lines) - MAX_JOINED_CHARACTERS;
  if (first === undefined || excess <= 0) return lines;
  if (first.text.length <= excess) return newest(rest);
  // Not from within a word, where there are words, nor from within a character.
  const cut = first.text.slice(excess).replace(/^\p{Surrogate}/u, '');
  return [{ ...first, text: cut.replace(/^\S*\s+/u, '') }, ...rest];
}

/** `words` without what one of several people said. */
export function withoutSpeaker({ turnId, lines }: UserWords, speakerId: string): UserWords {
  return { turnId, lines: lines.filter(({ speaker }) => speaker?.id !== speakerId) };
}

/** What the model is given and history keeps: bare words, or a line "Name: words" for each speaker. */
export function textOf(lines: readonly Line[]): string {
  return lines
    .map(({ speaker, text }) => (speaker === undefined ? text : `${speaker.name}: ${text}`))
    .join('\n');
}

/** What one of them has said of it so far. */
export function textBy(speaker: Speaker | undefined, lines: readonly Line[]): string {
  return lines
    .filter((line) => line.speaker?.id === speaker?.id)
    .map(({ text }) => text)
    .join(' ');
}

/** Who said it, each once, in the order in which they spoke. */
export function speakersOf(lines: readonly Line[]): Speaker[] {
  const speakers = new Map(
    lines.flatMap(({ speaker }) => (speaker === undefined ? [] : [[speaker.id, speaker] as const])),
  );
  return [...speakers.values()];
}

/** For events: the speaker, where there is one to name. */
export function by(speaker: Speaker | undefined): { speaker?: Speaker } {
  return speaker === undefined ? {} : { speaker };
}
