import { findAnswer } from './find-answer';
import { keysOf } from './json-text';

const reply = (text: string) => ({ type: 'reply', text });

describe(findAnswer.name, () => {
  it.each<[string, unknown]>([
    ['AI Agent', { output: 'Hello.' }],
    ['predecessor', { response: 'Hello.' }],
    ["n8n's item", [{ json: { output: 'Hello.' }, pairedItem: { item: 0 } }]],
    ['items of a webhook', { data: [{ json: { text: 'Hello.' } }] }],
    ['data', { data: 'Hello.' }],
    ['result', { success: true, result: 'Hello.' }],
    ['nested wrappers', { status: 'ok', payload: { data: { results: [{ answer: 'Hello.' }] } } }],
    ['structured output', { output: { reply_text: 'Hello.', mood: 'happy' } }],
    ['a key in camel case', { finalAnswer: 'Hello.', confidence: 0.9 }],
    ['Hugging Face', [{ generated_text: 'Hello.' }]],
    ['OpenAI', { choices: [{ message: { role: 'assistant', content: 'Hello.' } }] }],
    ['OpenAI, alternatives', { choices: [{ text: 'Hello.' }, { text: 'Hi.' }] }],
    [
      'OpenAI with its reasoning',
      { choices: [{ message: { content: 'Hello.', reasoning_content: 'They greet.' } }] },
    ],
    [
      'OpenAI Responses',
      {
        output: [
          { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
          { type: 'message', content: [{ type: 'output_text', text: 'Hello.' }] },
        ],
      },
    ],
    ['Gemini content', { content: { parts: [{ text: 'Hello.' }], role: 'model' } }],
    [
      'Gemini with its thoughts',
      {
        candidates: [{ content: { parts: [{ text: 'Hm.', thought: true }, { text: 'Hello.' }] } }],
      },
    ],
    [
      'Anthropic',
      { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Hello.' }] },
    ],
    [
      'Anthropic with thoughts and a tool',
      {
        content: [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Hel' },
          { type: 'text', text: 'lo.' },
          { type: 'tool_use', name: 'look', input: { text: 'no' } },
        ],
      },
    ],
    ['Ollama', { model: 'm', message: { role: 'assistant', content: 'Hello.' }, done: true }],
    ['LangChain', { lc: 1, type: 'constructor', kwargs: { content: 'Hello.' } }],
    [
      'a conversation',
      {
        messages: [
          { role: 'user', content: 'Hi.' },
          { role: 'assistant', content: 'Earlier.' },
          { type: 'human', content: 'And now?' },
          { type: 'ai', content: 'Hello.' },
        ],
      },
    ],
    ['JSON in a string', { output: '{"answer": "Hello."}' }],
    ['JSON in a string in a string', JSON.stringify(JSON.stringify({ text: 'Hello.' }))],
    ['JSON in a fence', { output: '```json\n{"reply": "Hello."}\n```' }],
    ['JSON in a fence without a language', '```\n[{"output":"Hello."}]\n```'],
    ['null before the words', { output: null, text: 'Hello.' }],
    ['an error that is none', { output: 'Hello.', error: null, errors: [] }],
    ['an error beside the answer', { output: 'Hello.', error: 'the log is full' }],
  ])('finds the words of %s', (_what, value) => {
    expect(findAnswer(value)).toEqual(reply('Hello.'));
  });

  it.each<[string, unknown, string]>([
    ['a number', { output: 42 }, '42'],
    ['a nested number', { result: { answer: 3.5 } }, '3.5'],
    ['all items', [{ output: 'One.' }, { output: 'Two.' }], 'One. Two.'],
    ['all texts', ['One.', 'Two.'], 'One. Two.'],
    [
      'items, a failed one left out',
      [{ output: 'One.' }, { error: 'x' }, { text: 'Two.' }],
      'One. Two.',
    ],
    ['items without words left out', [{ output: 'One.' }, { id: 7 }, {}, null], 'One.'],
    ['parts of a sentence', { parts: [{ text: 'One' }, { text: ', two.' }] }, 'One, two.'],
    ['parts with a sentence each', { parts: [{ text: 'One.' }, { text: 'Two.' }] }, 'One. Two.'],
    ['an empty text, which is meant', { output: '', message: 'ok' }, ''],
    ['a stage direction', { output: '[laughs] Hello.' }, '[laughs] Hello.'],
    ['a footnote', { output: '[1]' }, '[1]'],
    ['a code fence that is no JSON', '```\nls\n```', '```\nls\n```'],
  ])('says %s', (_what, value, text) => {
    expect(findAnswer(value)).toEqual(reply(text));
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty list', []],
    ['a status', { status: 'ok', success: true, id: 'a-1' }],
    ['what the user said', { user_message: 'Hi.', query_text: 'Hi.', input: 'Hi.' }],
    ['a file', { data: 'A'.repeat(400) }],
    ['a vector', { data: [0.1, 0.2] }],
    ['a switch', { output: true }],
    ['a tool call', { choices: [{ message: { content: null, tool_calls: [{ id: 'x' }] } }] }],
    ['half a JSON', { output: '{"answer": "Hel' }],
    ['JSON without words in a text', { output: '{"mood": 3}' }],
  ])('finds none in %s', (_what, value) => {
    expect(findAnswer(value)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['a text', { error: 'boom' }],
    ['an object', { error: { message: 'boom' } }],
    ['a flag with its message', { error: true, message: 'Something broke.' }],
    ['every item', [{ error: 'a' }, { error: 'b' }]],
    ['beside an empty answer', { output: '', error: 'boom' }],
  ])('knows an error as %s', (_what, value) => {
    expect(findAnswer(value)).toEqual({ type: 'failed' });
  });

  it.each([
    { message: 'Workflow was started' },
    'Workflow got started.',
    [{ text: 'workflow was started' }],
  ])('knows that %j is no reply', (value) => {
    expect(findAnswer(value)).toEqual({ type: 'started' });
  });

  it('gives the wishes for the voice with the words, those beside them first', () => {
    const options = { voice: 'a' };
    expect(findAnswer({ output: { content: 'Hi.' }, options })).toEqual({
      ...reply('Hi.'),
      options,
    });
    const outer = { output: { content: 'Hi.', options }, options: { voice: 'b' } };
    expect(findAnswer(outer)).toEqual({ ...reply('Hi.'), options });
  });

  it('does not lose itself in what is nested for ever', () => {
    let value: unknown = { output: 'Hello.' };
    for (let depth = 0; depth < 100; depth++) value = { data: [value] };
    expect(findAnswer(value)).toBeUndefined();
  });

  describe('given what the workflow was sent', () => {
    const request = {
      text: 'hello there',
      chatInput: 'hello there',
      sessionId: 's-1',
      timestamp: '2026-01-01T00:00:00.000Z',
      conversationHistory: [{ role: 'assistant', content: 'Earlier.' }],
    };

    it.each<[string, unknown]>([
      ['the body', { ...request, seen: true }],
      ["the webhook's whole item", { headers: {}, params: {}, query: {}, body: { ...request } }],
      ['a list of it', [{ json: { ...request } }]],
    ])('takes %s for no answer', (_what, value) => {
      expect(findAnswer(value, { request })).toBeUndefined();
    });

    it.each<[string, unknown]>([
      ['beside it', { ...request, output: 'Hello.' }],
      ['in its place', { ...request, text: 'Hello.' }],
    ])('finds words %s', (_what, value) => {
      expect(findAnswer(value, { request })).toEqual(reply('Hello.'));
    });

    it('lets a parrot speak', () => {
      const parrot = { text: request.text, sessionId: request.sessionId };
      expect(findAnswer(parrot, { request })).toEqual(reply('hello there'));
    });
  });
});

describe(keysOf.name, () => {
  it('tells the keys and none of the values', () => {
    const value = { status: 'secret', data: [{ id: 7, tags: ['private'] }], none: null };
    expect(keysOf(value)).toBe('{status, data: [{id, tags: [string]}], none}');
  });

  it('stays short', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key-${i}`, i]));
    expect(keysOf(many).length).toBeLessThanOrEqual(300);
    expect(keysOf(many)).toContain('…');
  });
});
