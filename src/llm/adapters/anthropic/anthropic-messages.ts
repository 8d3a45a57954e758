import type { ChatMessage } from '@vox/voice-core';

import { inTurn, promptOf, type Turn } from '../common/message-roles';

/**
 * A conversation as the Messages API takes it: the system prompt apart, no empty message, the user first, the roles in
 * turn (neighbours of one role are joined).
 */
export function toAnthropicMessages(messages: readonly ChatMessage[]): {
  system?: string;
  messages: Turn[];
} {
  const system = promptOf(messages);
  return { ...(system === '' ? {} : { system }), messages: inTurn(messages) };
}
