import { Logger } from '@nestjs/common';
import { type ChatCalling, chatCallings, OpenAiChatStandIn } from '@vox/stand-ins';
import { describeToolCalls, WEATHER_TOOLS } from '@vox/testing';
import type { ChatMessage, ReplyPart, ToolSpec } from '@vox/voice-core';

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

describe('one tool of several that a server does not understand', () => {
  const toolOf = (name: string): ToolSpec => ({ name, description: 'x', parameters: {} });
  const [bad, worse] = [toolOf('bad'), toolOf('worse')];
  const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  beforeEach(() => logged.mockClear());
  afterAll(() => logged.mockRestore());

  /** A server that refuses in OpenAI's words while one of `refused` is in a request. */
  function refusing(...refused: readonly ToolSpec[]) {
    type Sent = { readonly tools?: readonly { readonly function: ToolSpec }[] };
    const sent: Sent[] = [];
    const answer: typeof fetch = (_url, init) => {
      const request = JSON.parse(init?.body as string) as Sent;
      sent.push(request);
      const names = (request.tools ?? []).map((tool) => tool.function.name);
      const at = names.findIndex((name) => refused.some((tool) => tool.name === name));
      const choices = [{ message: { content: 'Fine.' }, finish_reason: 'stop' }];
      if (at === -1) return Promise.resolve(Response.json({ choices }));
      const error = {
        message: `Invalid schema for function '${names[at]}': In context=('properties', 'temperature'), schema must have a 'type' key.`,
        type: 'invalid_request_error',
        param: `tools[${at}].function.parameters`,
        code: 'invalid_function_parameters',
      };
      return Promise.resolve(Response.json({ error }, { status: 400 }));
    };
    const model = localLanguageModel(settings(), { fetch: answer, timeoutMs: 5000 });
    const { signal } = new AbortController();
    const reply = async (tools: readonly ToolSpec[]) => {
      const options = { tools, temperature: 0.7, maxTokens: 1000, signal };
      return textOf(await Array.fromAsync(model.generate([ASKED], options)));
    };
    const offered = () => sent.map(({ tools = [] }) => tools.map((tool) => tool.function.name));
    return { reply, sent, offered };
  }

  it('is left out of that reply, and the operator is told which it is', async () => {
    const { reply, sent, offered } = refusing(bad);
    expect(await reply([bad, ...WEATHER_TOOLS])).toBe('Fine.');
    expect(offered()).toEqual([['bad', 'weather'], ['weather']]);
    expect(sent.at(-1)).toMatchObject({ temperature: 0.7, max_tokens: 1000 });
    expect(logged.mock.calls).toEqual([
      [{ provider: 'local', model: 'm', tools: ['bad'] }, expect.stringContaining('tool')],
    ]);
  });

  it('is not looked for when there are more: the reply goes without tools', async () => {
    const { reply, offered } = refusing(bad, worse, toolOf('third'));
    expect(await reply([bad, worse, toolOf('third'), ...WEATHER_TOOLS])).toBe('Fine.');
    expect(offered().map(({ length }) => length)).toEqual([4, 3, 0]);
  });

  it('takes nothing away from the model', async () => {
    const { reply, sent, offered } = refusing(bad);
    await reply([bad]);
    await reply(WEATHER_TOOLS);
    expect(offered()).toEqual([['bad'], [], ['weather']]);
    expect(sent.at(-1)).toMatchObject({
      temperature: 0.7,
      max_tokens: 1000,
      stream_options: { include_usage: true },
    });
  });
});
