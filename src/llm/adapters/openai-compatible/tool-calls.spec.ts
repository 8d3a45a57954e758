import { type ChatCalling, chatCallings, OpenAiChatStandIn } from '@vox/stand-ins';
import { describeToolCalls, WEATHER_TOOLS } from '@vox/testing';
import type { ChatMessage, ReplyPart } from '@vox/voice-core';

import { localLanguageModel } from '../local/local';
import { openAiLanguageModel } from '../openai/openai';
import { openRouterLanguageModel } from '../openrouter/openrouter';

const CALLS = [
  { name: 'weather', arguments: { city: 'Oslo' } },
  { name: 'weather', arguments: { city: 'Bergen' } },
];
const ASKED: ChatMessage = { role: 'user', content: 'Oslo and Bergen?' };
const transport = { fetch, timeoutMs: 5000 };

let calls: readonly { name: string; arguments: object }[];
let server: OpenAiChatStandIn;
beforeEach(async () => {
  calls = CALLS;
  server = await OpenAiChatStandIn.start({ calls: () => calls });
});
afterEach(() => server.close());

const settings = () => ({ apiKey: 'k', baseUrl: `${server.url}/v1`, model: 'm' });
const local = () => localLanguageModel(settings(), transport);
const read = (
  messages: readonly ChatMessage[] = [ASKED],
  model = local(),
  more: { temperature?: number } = {},
) => {
  const options = { tools: WEATHER_TOOLS, signal: new AbortController().signal, ...more };
  return Array.fromAsync(model.generate(messages, options));
};
const callsIn = (parts: readonly ReplyPart[]) =>
  parts.flatMap((part) => (part.type === 'tool-call' ? [part.call] : []));
const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
const sentAt = (index: number) =>
  JSON.parse(server.requests.at(index)?.body ?? '') as Record<string, unknown>;

describeToolCalls('A local server', { make: local });
describeToolCalls('OpenAI', { make: () => openAiLanguageModel(settings(), transport) });
describeToolCalls('OpenRouter', { make: () => openRouterLanguageModel(settings(), transport) });

describe('a call in an answer of the chat protocol', () => {
  it.each(Object.keys(chatCallings) as ChatCalling[])('is put together of %s', async (calling) => {
    server.setFault(calling);
    const parts = await read();
    expect(textOf(parts)).toBe('Let me see.');
    const called = callsIn(parts);
    expect(called.map(({ name, arguments: given }) => [name, JSON.parse(given)])).toEqual(
      CALLS.map(({ name, arguments: given }) => [name, given]),
    );
    expect(new Set(called.map(({ id }) => id)).size).toBe(2);
    expect(parts.at(-1)).toMatchObject({ finishReason: 'tool-calls' });
  });

  it('keeps the id that the server gave it', async () => {
    expect(callsIn(await read()).map(({ id }) => id)).toEqual(['call_a1', 'call_b1']);
  });

  it('has an empty object where it needs no arguments', async () => {
    calls = [{ name: 'weather', arguments: {} }];
    server.setFault('calls-with-objects');
    expect(callsIn(await read())).toMatchObject([{ name: 'weather', arguments: '{}' }]);
  });

  it('is sent back as it came, with its result, and a failed result says so', async () => {
    const toolCalls = callsIn(await read());
    const [first = '', second = ''] = toolCalls.map(({ id }) => id);
    await read([
      ASKED,
      { role: 'assistant', content: '', toolCalls },
      { role: 'tool', toolCallId: first, content: 'rain' },
      { role: 'tool', toolCallId: second, content: 'no such city', isError: true },
    ]);
    expect(sentAt(-1)['messages']).toEqual([
      { role: 'user', content: ASKED.content },
      {
        role: 'assistant',
        content: null,
        tool_calls: toolCalls.map(({ id, name, arguments: given }) => ({
          id,
          type: 'function',
          function: { name, arguments: given },
        })),
      },
      { role: 'tool', tool_call_id: first, content: 'rain' },
      { role: 'tool', tool_call_id: second, content: 'Error: no such city' },
    ]);
  });
});

describe('a server without tools', () => {
  it('is told in words what came of earlier calls', async () => {
    const model = local();
    server.setFault('no-tools');
    const parts = await read(
      [
        ASKED,
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'x', name: 'weather', arguments: '{"city":"Oslo"}' }],
        },
        { role: 'tool', toolCallId: 'x', content: 'rain' },
      ],
      model,
    );
    expect(textOf(parts)).toContain('[weather {"city":"Oslo"} gave: rain]');
    expect(sentAt(-1)).not.toHaveProperty('tools');
  });

  it('is offered none again, whatever else is asked of the same model', async () => {
    const model = local();
    server.setFault('no-tool-endpoint', 1);
    await read([ASKED], model);
    await read([ASKED], model, { temperature: 1 });
    expect(server.requests).toHaveLength(3);
    expect(sentAt(-1)).not.toHaveProperty('tools');
  });

  it('is not taken for one because of one tool that it does not understand', async () => {
    const refused = localLanguageModel(settings(), {
      fetch: () =>
        Promise.resolve(
          Response.json(
            { error: { message: "Invalid schema for function 'weather': 'city' is not valid" } },
            { status: 400 },
          ),
        ),
      timeoutMs: 5000,
    });
    await expect(read([ASKED], refused)).rejects.toMatchObject({ category: 'invalid-request' });
  });
});
