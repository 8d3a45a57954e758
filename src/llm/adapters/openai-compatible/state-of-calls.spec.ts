import { WEATHER_TOOLS } from '@vox/testing';
import type { ChatMessage, ReplyPart, ToolCall } from '@vox/voice-core';

import { localLanguageModel } from '../local/local';

const ASKED: ChatMessage = { role: 'user', content: 'Oslo?' };
const SIGNATURE = { google: { thought_signature: 'CsQBAXLI2nw' } };
const CALL = { id: 'a', type: 'function', function: { name: 'weather', arguments: '{}' } };

type SentMessage = Readonly<Record<string, unknown>> & {
  readonly tool_calls?: readonly Readonly<Record<string, unknown>>[];
};
type Sent = { readonly tools?: readonly unknown[]; readonly messages: readonly SentMessage[] };

/** Google's words where a call comes back without its signature. */
const unsigned = ({ messages }: Sent) =>
  messages.some(({ tool_calls: calls }) => calls?.some((call) => !('extra_content' in call)))
    ? 'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:weather` , position 2.'
    : undefined;
/** DeepSeek's where an answer that called comes back without its thoughts. */
const thoughtless = ({ messages }: Sent) =>
  messages.some((message) => 'tool_calls' in message && !('reasoning_content' in message))
    ? 'The `reasoning_content` in the thinking mode must be passed back to the API.'
    : undefined;
/** Of a server that says no to tools whenever one was called. */
const callless = ({ messages }: Sent) =>
  messages.some((message) => 'tool_calls' in message) ? '`tools` is not supported.' : undefined;

/** A model that calls with `deltas` while only the user has spoken, and says "Fine." later. */
function bench(refusal: (sent: Sent) => string | undefined, deltas: readonly object[] = []) {
  const sent: Sent[] = [];
  const answer: typeof fetch = (_url, init) => {
    const request = JSON.parse(init?.body as string) as Sent;
    sent.push(request);
    const message = refusal(request);
    if (message !== undefined) {
      const error = { code: 400, message, status: 'INVALID_ARGUMENT' };
      return Promise.resolve(Response.json([{ error }], { status: 400 }));
    }
    const isFirst = request.messages.length === 1;
    const said = isFirst ? deltas : [{ content: 'Fine.' }];
    const chunks = said.map((delta) => ({ choices: [{ delta }] }));
    const end = { choices: [{ delta: {}, finish_reason: isFirst ? 'tool_calls' : 'stop' }] };
    const lines = [...chunks, end].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
    const headers = { 'content-type': 'text/event-stream' };
    return Promise.resolve(new Response(lines.join(''), { headers }));
  };
  const model = localLanguageModel(
    { baseUrl: 'http://127.0.0.1:1/v1', model: 'm' },
    { fetch: answer, timeoutMs: 5000 },
  );
  const { signal } = new AbortController();
  const ask = (messages: readonly ChatMessage[], name = 'm'): Promise<ReplyPart[]> =>
    Array.fromAsync(model.generate(messages, { tools: WEATHER_TOOLS, model: name, signal }));
  return { ask, sent };
}

const callsIn = (parts: readonly ReplyPart[]) =>
  parts.flatMap((part) => (part.type === 'tool-call' ? [part.call] : []));
const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
const afterCalls = (toolCalls: readonly ToolCall[]): ChatMessage[] => [
  ASKED,
  { role: 'assistant', content: '', toolCalls },
  ...toolCalls.map(({ id }): ChatMessage => ({ role: 'tool', toolCallId: id, content: 'rain' })),
];
const BARE = afterCalls([{ id: 'a', name: 'weather', arguments: '{}' }]);

describe('what a thinking model wants back with its calls', () => {
  it('is given back with each call as it came', async () => {
    const signed = { index: 0, ...CALL, extra_content: SIGNATURE };
    const { ask, sent } = bench(unsigned, [{ tool_calls: [signed] }]);
    const calls = callsIn(await ask([ASKED]));
    expect(textOf(await ask(afterCalls(calls)))).toBe('Fine.');
    expect(sent).toHaveLength(2);
    expect(sent[1]?.messages[1]).toEqual({
      role: 'assistant',
      content: null,
      tool_calls: [{ ...CALL, extra_content: SIGNATURE }],
    });
  });

  it('is given back with the answer that called, put together of its pieces', async () => {
    const { ask, sent } = bench(thoughtless, [
      { reasoning_content: 'Oslo is ' },
      { reasoning_content: 'a city.' },
      { tool_calls: [{ index: 0, ...CALL }] },
      { tool_calls: [{ index: 1, ...CALL, id: 'b' }] },
    ]);
    const parts = await ask([ASKED]);
    expect(textOf(parts)).toBe('');
    expect(textOf(await ask(afterCalls(callsIn(parts))))).toBe('Fine.');
    expect(sent).toHaveLength(2);
    expect(sent[1]?.messages[1]).toEqual({
      role: 'assistant',
      content: null,
      tool_calls: [CALL, { ...CALL, id: 'b' }],
      reasoning_content: 'Oslo is a city.',
    });
  });

  it('is given to no other model', async () => {
    const signed = { index: 0, ...CALL, extra_content: SIGNATURE };
    const { ask, sent } = bench(
      () => undefined,
      [{ reasoning_content: 'Oslo.' }, { tool_calls: [signed] }],
    );
    await ask(afterCalls(callsIn(await ask([ASKED]))), 'another');
    expect(sent[1]?.messages[1]).toEqual({ role: 'assistant', content: null, tool_calls: [CALL] });
  });

  it('is dropped where it is longer than what is kept in memory', async () => {
    const signed = { index: 0, ...CALL, extra_content: 'x'.repeat(200_000) };
    const { ask, sent } = bench(
      () => undefined,
      [{ reasoning_content: 'x'.repeat(200_000) }, { tool_calls: [signed] }],
    );
    await ask(afterCalls(callsIn(await ask([ASKED]))));
    expect(sent[1]?.messages[1]).toEqual({ role: 'assistant', content: null, tool_calls: [CALL] });
  });

  it.each([
    ['signatures', unsigned],
    ['thoughts', thoughtless],
  ])('is told in words where the %s are not there, and tools are offered', async (_, refusal) => {
    const { ask, sent } = bench(refusal);
    expect(textOf(await ask(BARE))).toBe('Fine.');
    expect(sent).toHaveLength(2);
    expect(sent[1]?.messages).not.toContainEqual(expect.objectContaining({ tool_calls: [] }));
    expect(JSON.stringify(sent[1]?.messages)).toContain('[weather {} gave: rain]');
    expect(sent[1]?.tools).toHaveLength(WEATHER_TOOLS.length);
    await ask([ASKED]);
    expect(sent.at(-1)?.tools).toHaveLength(WEATHER_TOOLS.length);
  });
});

describe('a refusal of tools in a conversation that has called', () => {
  it('holds for that request alone', async () => {
    const { ask, sent } = bench(callless);
    expect(textOf(await ask(BARE))).toBe('Fine.');
    expect(sent.at(-1)).not.toHaveProperty('tools');
    await ask([ASKED]);
    expect(sent.at(-1)?.tools).toHaveLength(WEATHER_TOOLS.length);
  });
});
