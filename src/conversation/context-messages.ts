import type { NewMessage } from '@vox/voice-core';

/** `messages` with `message` at its end, or in the place of its earlier version; the newest `max` of it. */
export function withMessage(
  messages: readonly NewMessage[],
  message: NewMessage,
  max: number,
): NewMessage[] {
  const index = messages.findIndex((other) => isSame(other, message));
  if (index < 0) return [...messages, message].slice(-max);
  return messages.with(index, message);
}

/** What is stored of a conversation. */
export type StoredWords = {
  /** The newest, oldest first. */
  readonly messages: readonly NewMessage[];
  /** Turns that are stored, in their order: those of `messages`, and others that were asked for. */
  readonly storedTurnIds: readonly string[];
};

/**
 * Stored messages and what this process heard, both oldest first; the newest `max` of them. What is stored has its place
 * among what is stored. What is not yet comes at the end, or before what was heard after it.
 */
export function mergeMessages(
  { messages, storedTurnIds }: StoredWords,
  heard: readonly NewMessage[],
  max: number,
): NewMessage[] {
  const placeOf = new Map(storedTurnIds.map((turnId, place) => [turnId, place]));
  const merged = messages.map((stored) => heard.find((own) => isSame(own, stored)) ?? stored);
  let after: NewMessage | undefined;
  // The last one first: what comes after a message has its place by then.
  for (const own of heard.toReversed()) {
    if (!merged.includes(own)) {
      const place = placeOf.get(own.turnId);
      const next =
        place === undefined
          ? merged.findIndex((other) => other === after)
          : merged.findIndex((other) => isAfter(other, own, place, placeOf));
      merged.splice(next < 0 ? merged.length : next, 0, own);
    }
    after = own;
  }
  return merged.slice(-max);
}

/** Whether `other` comes after a message whose turn is stored at `place`: the answer, later turns, what is not stored yet. */
function isAfter(
  other: NewMessage,
  own: NewMessage,
  place: number,
  placeOf: ReadonlyMap<string, number>,
): boolean {
  if (other.turnId === own.turnId) return own.role === 'user';
  return (placeOf.get(other.turnId) ?? Infinity) > place;
}

/** `messages` and, before them, those of `earlier` that are not among them. */
export function withEarlier(
  earlier: readonly NewMessage[],
  messages: readonly NewMessage[],
): NewMessage[] {
  return [...earlier.filter((one) => !messages.some((other) => isSame(one, other))), ...messages];
}

function isSame(one: NewMessage, other: NewMessage): boolean {
  return one.turnId === other.turnId && one.role === other.role;
}
