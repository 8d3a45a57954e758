import { describeLanguageModel } from '@vox/testing';
import type { ReplyPart } from '@vox/voice-core';

import { DemoLanguageModel } from './demo-language-model.adapter';

const messages = [
  { role: 'system', content: 'You are a pirate.' },
  { role: 'user', content: 'What can you do?' },
] as const;

describeLanguageModel('DemoLanguageModel', { make: () => new DemoLanguageModel(), messages });

describe('DemoLanguageModel', () => {
  it('calls itself a demo responder', () => {
    expect(new DemoLanguageModel().info.label).toBe('demo responder, not an AI model');
  });

  it('stops at the number of words it may say', async () => {
    const parts: ReplyPart[] = [];
    const { signal } = new AbortController();
    for await (const part of new DemoLanguageModel().generate(messages, { signal, maxTokens: 3 })) {
      parts.push(part);
    }
    expect(parts.map((part) => part.type)).toEqual([...Array(3).fill('reply-delta'), 'reply-end']);
    expect(parts.at(-1)).toMatchObject({ finishReason: 'length' });
  });

  it('greets when nobody has spoken yet', async () => {
    const { signal } = new AbortController();
    let text = '';
    for await (const part of new DemoLanguageModel().generate([], { signal })) {
      if (part.type === 'reply-delta') text += part.text;
    }
    expect(text).toContain('Hello!');
  });
});
