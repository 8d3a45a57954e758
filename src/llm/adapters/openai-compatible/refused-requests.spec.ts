import { type ChatTemper, chatTempers, OpenAiChatStandIn } from '@vox/stand-ins';
import { WEATHER_TOOLS } from '@vox/testing';
import type { ChatMessage, ReplyPart } from '@vox/voice-core';

import { openAiLanguageModel } from '../openai/openai';
import { localLanguageModel } from '../local/local';

const MESSAGES: readonly ChatMessage[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'assistant', content: 'Hello!' },
  { role: 'user', content: 'One.' },
  { role: 'user', content: 'Two.' },
];
const SETTINGS = { temperature: 0.7, maxTokens: 1000, tools: WEATHER_TOOLS };

const WITHOUT_TOOLS = { requests: 2, sent: { tools: undefined, temperature: 0.7 } };

/** Requests that the first reply takes at most, and what the one that succeeds has. */
const TEMPERS: Readonly<Record<ChatTemper, { readonly requests: number; readonly sent: object }>> =
  {
    'no-temperature': { requests: 2, sent: { temperature: undefined, max_tokens: 1000 } },
    'fixed-temperature': { requests: 2, sent: { temperature: undefined, max_tokens: 1000 } },
    'unexpected-keyword': { requests: 2, sent: { temperature: undefined, max_tokens: 1000 } },
    'refused-in-stream': { requests: 2, sent: { temperature: undefined, max_tokens: 1000 } },
    'new-limit': {
      requests: 2,
      sent: { max_tokens: undefined, max_completion_tokens: 1000, temperature: 0.7 },
    },
    'old-limit': { requests: 1, sent: { max_tokens: 1000, max_completion_tokens: undefined } },
    'no-limit': {
      requests: 3,
      sent: { max_tokens: undefined, max_completion_tokens: undefined, temperature: 0.7 },
    },
    'low-limit': { requests: 2, sent: { max_tokens: 500, temperature: 0.7 } },
    'full-context': { requests: 2, sent: { max_tokens: undefined, temperature: 0.7 } },
    'no-stream': { requests: 2, sent: { stream: false, temperature: 0.7, max_tokens: 1000 } },
    'no-usage': {
      requests: 2,
      sent: { stream: true, stream_options: undefined, temperature: 0.7, max_tokens: 1000 },
    },
    'no-system-role': {
      requests: 2,
      sent: { messages: expect.not.arrayContaining([expect.objectContaining({ role: 'system' })]) },
    },
    'no-developer-instruction': {
      requests: 2,
      sent: { messages: [{ role: 'user', content: 'Be brief.' }, ...MESSAGES.slice(1)] },
    },
    'roles-in-turn': {
      requests: 2,
      sent: {
        messages: [
          MESSAGES[0],
          { role: 'user', content: '…' },
          { role: 'assistant', content: 'Hello!' },
          { role: 'user', content: 'One.\nTwo.' },
        ],
      },
    },
    'user-first': {
      requests: 3,
      sent: {
        messages: [
          { role: 'user', content: 'Be brief.\n\n…' },
          { role: 'assistant', content: 'Hello!' },
          { role: 'user', content: 'One.\nTwo.' },
        ],
      },
    },
    'no-tools': WITHOUT_TOOLS,
    'no-tool-parser': WITHOUT_TOOLS,
    'no-tool-endpoint': WITHOUT_TOOLS,
    'no-templates': WITHOUT_TOOLS,
    'bare-request': {
      requests: 2,
      sent: { temperature: undefined, max_tokens: undefined, stream: true },
    },
  };

let server: OpenAiChatStandIn;
beforeEach(async () => (server = await OpenAiChatStandIn.start({ reply: () => 'Two it is.' })));
afterEach(() => server.close());

const make = (model = 'm') =>
  localLanguageModel({ baseUrl: `${server.url}/v1`, model }, { fetch, timeoutMs: 5000 });
const read = (model = make(), settings: object = SETTINGS) =>
  Array.fromAsync(model.generate(MESSAGES, { ...settings, signal: new AbortController().signal }));
const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
const sentAt = (index: number) =>
  JSON.parse(server.requests.at(index)?.body ?? '') as Record<string, unknown>;

describe('a server that refuses what a request could do without', () => {
  it.each(Object.entries(TEMPERS))(
    'is asked without, and not asked with it again: %s',
    async (temper, { requests, sent }) => {
      server.setFault(temper as ChatTemper);
      const model = make();
      expect(textOf(await read(model))).toBe('Two it is.');
      expect(server.requests).toHaveLength(requests);
      for (const [name, value] of Object.entries(sent)) expect(sentAt(-1)[name]).toEqual(value);
      if (temper === 'full-context') return;
      expect(textOf(await read(model))).toBe('Two it is.');
      expect(server.requests).toHaveLength(requests + 1);
    },
  );

  it('has every temper of the stand-in tried on it', () => {
    expect(Object.keys(TEMPERS).toSorted()).toEqual(Object.keys(chatTempers).toSorted());
  });

  it('is asked with the limit again once the conversation is short: that was no refusal of limits', async () => {
    const model = make();
    server.setFault('full-context', 1);
    await read(model);
    await read(model);
    expect([sentAt(1), sentAt(2)]).toMatchObject([{ temperature: 0.7 }, { max_tokens: 1000 }]);
    expect(sentAt(1)).not.toHaveProperty('max_tokens');
  });

  it('is remembered for its model alone', async () => {
    const model = make();
    server.setFault('no-temperature', 1);
    await read(model);
    await read(model, { ...SETTINGS, model: 'another' });
    expect(sentAt(-1)).toMatchObject({ model: 'another', temperature: 0.7 });
  });

  it('knows the limit by its old name where it does not know the new one', async () => {
    server.setFault('old-limit');
    const settings = { apiKey: 'k', baseUrl: server.url, model: 'm' };
    await read(openAiLanguageModel(settings, { fetch, timeoutMs: 5000 }));
    expect([sentAt(0), sentAt(1)]).toMatchObject([
      { max_completion_tokens: 1000 },
      { max_tokens: 1000 },
    ]);
  });
});
