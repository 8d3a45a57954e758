import type { ChatMessage, Conversations } from '@vox/voice-core';

import { ConversationMemory } from './conversation-memory';

describe('what the model is given of a conversation', () => {
  it('is all that MAX_CONTEXT_MESSAGES keeps, not the newest ten', async () => {
    const kept = Array.from({ length: 30 }, (_, n): ChatMessage => ({
      role: n % 2 === 0 ? 'user' : 'assistant',
      content: `m${n}`,
    }));
    const conversations = {
      getConversationContext: (_: string, { limit = 10 }: { limit?: number } = {}) =>
        Promise.resolve([{ role: 'system', content: 'You are Vox.' }, ...kept.slice(-limit)]),
    } as unknown as Conversations;
    const context = await new ConversationMemory(conversations, 'a', () => 'alone').context();
    expect(context).toHaveLength(31);
    expect(context[1]).toMatchObject({ content: 'm0' });
  });
});
