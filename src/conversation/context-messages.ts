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

/**
 * Stored messages followed by what this process heard since, whether that is stored yet or not. Both are
 * oldest first.
 */
export function mergeMessages(
  stored: readonly NewMessage[],
  recent: readonly NewMessage[],
  max: number,
): NewMessage[] {
  const older = stored.filter((message) => !recent.some((other) => isSame(other, message)));
  return [...older, ...recent].slice(-max);
}

function isSame(one: NewMessage, other: NewMessage): boolean {
  return one.turnId === other.turnId && one.role === other.role;
}
