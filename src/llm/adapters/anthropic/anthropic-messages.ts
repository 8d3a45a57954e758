import type { ChatMessage } from '@vox/voice-core';

type Message = { role: 'user' | 'assistant'; content: string };

/** Stands for the side that has not spoken when the agent spoke first (a greeting, a cut context). */
const SILENT_USER = '…';

/**
 * A conversation as the Messages API takes it: the system prompt apart, no empty message, the user first, the roles in
 * turn (neighbours of one role are joined).
 */
export function toAnthropicMessages(messages: readonly ChatMessage[]): {
  system?: string;
  messages: Message[];
} {
  const system: string[] = [];
  const turns: Message[] = [];
  for (const { role, content } of messages) {
    if (content.trim() === '') continue;
    const last = turns.at(-1);
    if (role === 'system') system.push(content);
    else if (last?.role === role) last.content += `\n${content}`;
    else turns.push({ role, content });
  }
  if (turns[0]?.role !== 'user') turns.unshift({ role: 'user', content: SILENT_USER });
  return { ...(system.length === 0 ? {} : { system: system.join('\n\n') }), messages: turns };
}
