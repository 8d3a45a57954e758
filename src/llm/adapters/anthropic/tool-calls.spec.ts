import { Logger } from '@nestjs/common';
import { AnthropicStandIn } from '@vox/stand-ins';
import { describeToolCalls, WEATHER_TOOLS } from '@vox/testing';
import type { ChatMessage, ReplyPart } from '@vox/voice-core';

import { AnthropicLanguageModel } from './anthropic-language-model.adapter';

const CALLS = [
  { name: 'weather', arguments: { city: 'Oslo' } },
  { name: 'weather', arguments: { city: 'Bergen' } },
];
const ASKED: ChatMessage = { role: 'user', content: 'Oslo and Bergen?' };

let server: AnthropicStandIn;
beforeEach(async () => (server = await AnthropicStandIn.start({ calls: () => CALLS })));
afterEach(() => server.close());

const make = (fetched = fetch) =>
  new AnthropicLanguageModel({
    apiKey: 'k',
    baseUrl: server.url,
    model: 'claude-stand-in',
    fetch: fetched,
    timeoutMs: 5000,
  });
const read = (messages: readonly ChatMessage[] = [ASKED], model = make()) =>
  Array.fromAsync(
    model.generate(messages, { tools: WEATHER_TOOLS, signal: new AbortController().signal }),
  );
const callsIn = (parts: readonly ReplyPart[]) =>
  parts.flatMap((part) => (part.type === 'tool-call' ? [part.call] : []));
const sentAt = (index: number) =>
  JSON.parse(server.requests.at(index)?.body ?? '') as Record<string, unknown>;

describeToolCalls('AnthropicLanguageModel', { make: () => make() });

describe('a call in an answer of the Messages API', () => {
  it.each([undefined, 'call-at-once', 'unnamed-events'] as const)(
    'is put together of its blocks: %s',
    async (fault) => {
      server.setFault(fault);
      expect(callsIn(await read())).toEqual([
        { id: 'toolu_0', name: 'weather', arguments: '{"city":"Oslo"}' },
        { id: 'toolu_1', name: 'weather', arguments: '{"city":"Bergen"}' },
      ]);
    },
  );

  it('is sent back in blocks, its results before what the user says next', async () => {
    await read([
      ASKED,
      {
        role: 'assistant',
        content: 'Let me see.',
        toolCalls: [{ id: 'functions.weather:0', name: 'weather', arguments: '{"city":"Oslo"}' }],
      },
      { role: 'tool', toolCallId: 'functions.weather:0', content: 'no such city', isError: true },
      { role: 'user', content: 'And now?' },
    ]);
    expect(sentAt(-1)['messages']).toEqual([
      { role: 'user', content: ASKED.content },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Let me see.' },
          // Another provider's id, with signs that are refused here.
          { type: 'tool_use', id: 'functions_weather_0', name: 'weather', input: { city: 'Oslo' } },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'functions_weather_0',
            content: 'no such city',
            is_error: true,
          },
          { type: 'text', text: 'And now?' },
        ],
      },
    ]);
  });

  it('is given an object where the model wrote no JSON', async () => {
    await read([
      ASKED,
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: 'a', name: 'weather', arguments: '{"city":' }],
      },
      { role: 'tool', toolCallId: 'a', content: 'The arguments are no JSON.', isError: true },
    ]);
    expect(sentAt(-1)).toMatchObject({
      messages: [{}, { content: [{ type: 'tool_use', input: {} }] }, {}],
    });
  });

  it('is not offered again to a model that takes no tools', async () => {
    server.setFault('no-tools');
    const model = make();
    await read([ASKED], model);
    await read([ASKED], model);
    expect(server.requests).toHaveLength(3);
    expect(sentAt(-1)).not.toHaveProperty('tools');
  });

  it('is offered without the one tool that is not understood, this once', async () => {
    const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const bad = { name: 'bad', description: 'x', parameters: { type: 'any' } };
    const message = 'tools.1.custom.input_schema: JSON schema is invalid. It must match a draft.';
    const offered: unknown[] = [];
    const answer: typeof fetch = (url, init) => {
      const { tools } = JSON.parse(init?.body as string) as { tools: readonly { name: string }[] };
      offered.push(tools.map(({ name }) => name));
      if (tools.length === 1) return fetch(url, init);
      const error = { type: 'invalid_request_error', message };
      return Promise.resolve(Response.json({ type: 'error', error }, { status: 400 }));
    };
    const model = make(answer);
    const tools = [...WEATHER_TOOLS, bad];
    const { signal } = new AbortController();
    for (let times = 0; times < 2; times++) {
      const parts = await Array.fromAsync(model.generate([ASKED], { tools, signal }));
      expect(callsIn(parts)).toHaveLength(2);
    }
    expect(offered).toEqual([['weather', 'bad'], ['weather'], ['weather', 'bad'], ['weather']]);
    expect(logged).toHaveBeenCalledTimes(2);
    logged.mockRestore();
  });
});
