import type { Speaker, VoiceEvent } from '@vox/voice-core';

/** What one person says in a turn. Where several share the session it is known who. */
export type UserMessage = { readonly text: string; readonly speaker: Speaker | undefined };

/** What one answer is for: the message of one person, or those of several. */
export type UserTurn = { readonly turnId: string; readonly messages: readonly UserMessage[] };

/**
 * What one turn answers at most: about ten minutes of talking without an answer, or two of the longest typed messages. Every
 * joined word is told, asked and stored anew with the next one, so without a bound little input makes much of everything.
 */
export const MAX_JOINED_CHARACTERS = 8_000;

export function lengthOf(messages: readonly UserMessage[]): number {
  return messages.reduce((length, { text }) => length + text.length, 0);
}

/** `turn` and what is said next. */
export function joined({ turnId, messages }: UserTurn, message: UserMessage): UserTurn {
  return { turnId, messages: withMessage(messages, message) };
}

/**
 * `messages` with one more; what the same person said just before goes on in theirs. Beyond `MAX_JOINED_CHARACTERS` the oldest
 * words are left out.
 */
export function withMessage(
  messages: readonly UserMessage[],
  { text, speaker }: UserMessage,
): readonly UserMessage[] {
  if (text === '') return messages;
  const last = messages.at(-1);
  if (last === undefined || last.speaker?.id !== speaker?.id) {
    return newest([...messages, { text, speaker }]);
  }
  return newest([...messages.slice(0, -1), { speaker, text: `${last.text} ${text}` }]);
}

function newest(messages: readonly UserMessage[]): readonly UserMessage[] {
  const [first, ...rest] = messages;
  const excess = lengthOf(messages) - MAX_JOINED_CHARACTERS;
  if (first === undefined || excess <= 0) return messages;
  if (first.text.length <= excess) return newest(rest);
  // Not from within a word, where there are words, nor from within a character.
  const cut = first.text.slice(excess).replace(/^\p{Surrogate}/u, '');
  return [{ ...first, text: cut.replace(/^\S*\s+/u, '') }, ...rest];
}

/** `turn` without what one of several people said. */
export function withoutSpeaker({ turnId, messages }: UserTurn, speakerId: string): UserTurn {
  return { turnId, messages: messages.filter(({ speaker }) => speaker?.id !== speakerId) };
}

/** What the model is given and history keeps: bare words, or a line "Name: words" for each speaker. */
export function textOf(messages: readonly UserMessage[]): string {
  return messages
    .map(({ speaker, text }) => (speaker === undefined ? text : `${speaker.name}: ${text}`))
    .join('\n');
}

/** Whether the model would be given the same of both; nothing of one that is absent. */
export function isSameText(
  one: readonly UserMessage[] | undefined,
  other: readonly UserMessage[] | undefined,
): boolean {
  return textOf(one ?? []) === textOf(other ?? []);
}

/** What one of them has said of it so far. */
export function textBy(speaker: Speaker | undefined, messages: readonly UserMessage[]): string {
  return messages
    .filter((message) => message.speaker?.id === speaker?.id)
    .map(({ text }) => text)
    .join(' ');
}

/** Who said it, each once, in the order in which they spoke. */
export function speakersOf(messages: readonly UserMessage[]): Speaker[] {
  return eachOnce(messages.flatMap(({ speaker }) => speaker ?? []));
}

/** Those of `people`, in their order; nobody twice. */
export function eachOnce(people: readonly Speaker[]): Speaker[] {
  return [...new Map(people.map((speaker) => [speaker.id, speaker])).values()];
}

/**
 * The user who asks for an answer to `messages`: none where several are answered together, or nobody has said anything.
 * @param ownerId Of whom no speaker is named, since the session is theirs.
 */
export function askingUser(
  messages: readonly UserMessage[],
  ownerId: string | null,
): string | undefined {
  const asked = messages.map(({ speaker }) =>
    speaker === undefined ? ownerId : (speaker.account?.ownerId ?? null),
  );
  const [first, ...others] = new Set(asked);
  return others.length > 0 ? undefined : (first ?? undefined);
}

/** For events: the speaker, where there is one to name. */
export function by(speaker: Speaker | undefined): { speaker?: Speaker } {
  return speaker === undefined ? {} : { speaker };
}

/** Tells what `speaker` has said of a turn so far. */
export function wordsOf(
  type: 'transcript-partial' | 'transcript-final',
  { turnId, messages }: UserTurn,
  speaker: Speaker | undefined,
): VoiceEvent {
  return { type, turnId, text: textBy(speaker, messages), ...by(speaker) };
}
