import type { ChatMessage } from '@vox/voice-core';

/** Stands for the side that has not spoken when the agent spoke first (a greeting, a cut context). */
const SILENT_USER = '…';

export type Turn = { role: 'user' | 'assistant'; content: string };

/** The messages of a conversation, without its prompt, in turn: the user first, neighbours of one role joined, none empty. */
export function inTurn(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const { role, content } of messages) {
    if (role === 'system' || content.trim() === '') continue;
    const last = turns.at(-1);
    if (last?.role === role) last.content += `\n${content}`;
    else turns.push({ role, content });
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
