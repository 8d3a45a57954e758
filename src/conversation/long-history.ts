import type { NewMessage } from '@vox/voice-core';

/** A model is given little more of what was said, in however few messages (`ConversationMemory`): what is older is summed up. */
export const LONG_CHARACTERS = 45_000;

export function charactersIn(messages: readonly Pick<NewMessage, 'content'>[]): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}
