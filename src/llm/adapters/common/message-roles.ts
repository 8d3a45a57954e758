import type { ChatMessage, ToolCall } from '@vox/voice-core';

/** Stands for the side that has not spoken when the agent spoke first (a greeting, a cut context). */
const SILENT_USER = '…';

export type Turn =
  | { role: 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls?: readonly ToolCall[] }
  | Extract<ChatMessage, { role: 'tool' }>;

/**
 * The messages of a conversation, without its prompt, in turn: the user first, neighbours of one role joined, none empty.
 * Results stay behind their calls, each a turn of its own.
 */
export function inTurn(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const { role, content } = message;
    if (role === 'system') continue;
    if (role === 'tool') {
      turns.push(message);
      continue;
    }
    const calls = role === 'assistant' ? message.toolCalls : undefined;
    if (content.trim() === '' && calls === undefined) continue;
    const last = turns.at(-1);
    if (last === undefined || last.role === 'tool' || last.role !== role) {
      turns.push({ ...message } as Turn);
    } else {
      last.content = [last.content, content].filter((text) => text !== '').join('\n');
      if (last.role === 'assistant' && calls !== undefined) {
        last.toolCalls = [...(last.toolCalls ?? []), ...calls];
      }
    }
  }
  if (turns[0]?.role !== 'user') turns.unshift({ role: 'user', content: SILENT_USER });
  return turns;
}

/** What the model is told beforehand; empty when it is told nothing. */
export function promptOf(messages: readonly ChatMessage[]): string {
  return messages
    .filter(({ role, content }) => role === 'system' && content.trim() !== '')
    .map(({ content }) => content)
    .join('\n\n');
}

/** The same conversation for a model that knows no prompt: the user's first words begin with it. */
export function withPromptSaid(messages: readonly ChatMessage[]): ChatMessage[] {
  const prompt = promptOf(messages);
  const others = messages.filter(({ role }) => role !== 'system');
  const first = others[0]?.role === 'user' ? others.shift() : undefined;
  const content = [prompt, first?.content ?? ''].filter((text) => text !== '').join('\n\n');
  return [{ role: 'user', content }, ...others];
}
