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
    const context = await new ConversationMemory(conversations, 'a', {
      company: () => 'alone',
    }).context();
    expect(context).toHaveLength(31);
    expect(context[1]).toMatchObject({ content: 'm0' });
  });

  it('has what is known of the user from before, for one who talks alone', async () => {
    const conversations = {
      getConversationContext: () => Promise.resolve([{ role: 'system', content: 'You are Vox.' }]),
    } as unknown as Conversations;
    const asked: string[][] = [];
    const recollections = {
      of: (...given: string[]) => Promise.resolve(['Likes tea.']).finally(() => asked.push(given)),
    };
    const contextOf = (company: 'alone' | 'group') =>
      new ConversationMemory(conversations, 'a', { company: () => company }, recollections).context(
        'Tea?',
      );
    expect((await contextOf('alone'))[0]?.content).toMatch(/^You are Vox\..*\n- Likes tea\.$/su);
    expect((await contextOf('group'))[0]?.content).not.toContain('tea');
    expect(asked).toEqual([['a', 'Tea?']]);
  });
});
