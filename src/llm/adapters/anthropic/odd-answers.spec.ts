import type { ReplyPart } from '@vox/voice-core';

import { AnthropicLanguageModel } from './anthropic-language-model.adapter';

type Event = { readonly type: string; readonly [key: string]: unknown };

const event = (value: Event) => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
const START = event({
  type: 'message_start',
  message: { type: 'message', role: 'assistant', content: [] },
});
const delta = (fields: object) => event({ type: 'content_block_delta', index: 0, delta: fields });
const word = (text: unknown) => delta({ type: 'text_delta', text });
const stop = (reason: unknown) => event({ type: 'message_delta', delta: { stop_reason: reason } });
const END = event({ type: 'message_stop' });
const block = (fields: object) =>
  event({ type: 'content_block_start', index: 0, content_block: fields });
const whole = (content: unknown, more: object = {}) =>
  JSON.stringify({ type: 'message', role: 'assistant', content, stop_reason: 'end_turn', ...more });
const usual = START + word('Oslo.') + stop('end_turn') + END;

const UNDERSTOOD: readonly (readonly [string, string])[] = [
  ['no names of events', usual.replace(/^event: .*\n/gmu, '')],
  ['names that are wrong', usual.replace(/^event: .*$/gmu, 'event: message')],
  ['no start', word('Oslo.') + stop('end_turn') + END],
  ['no stop, but a reason', START + word('Oslo.') + stop('end_turn')],
  ['no reason, but a stop', START + word('Oslo.') + END],
  ['a reason that is null', START + word('Oslo.') + stop(null) + END],
  ['[DONE]', `${START}${word('Oslo.')}data: [DONE]\n\n`],
  [
    'words in the start of a block',
    START + block({ type: 'text', text: 'Oslo.' }) + stop('end_turn') + END,
  ],
  ['words without a type', START + delta({ text: 'Oslo.' }) + END],
  [
    'thoughts',
    START +
      block({ type: 'thinking', thinking: '' }) +
      delta({ type: 'thinking_delta', thinking: 'Hm.' }) +
      delta({ type: 'signature_delta', signature: 'x' }) +
      word('Oslo.') +
      END,
  ],
  [
    'hidden thoughts',
    START + block({ type: 'redacted_thinking', data: 'x' }) + word('Oslo.') + END,
  ],
  [
    'pings and events of the future',
    `${START}${event({ type: 'ping' })}${event({ type: 'later', text: 'no' })}${word('Oslo.')}${END}`,
  ],
  ['null where words are', START + word(null) + word('Oslo.') + END],
  [
    'a delta that is null',
    `${START}${event({ type: 'content_block_delta', delta: null })}${word('Oslo.')}${END}`,
  ],
  ['CRLF and no space after data', usual.replaceAll('\n', '\r\n').replaceAll('data: ', 'data:')],
  ['no line end at the end', usual.trimEnd()],
  ['no blank lines', usual.replaceAll('\n\n', '\n')],
  ['a whole message', whole([{ type: 'text', text: 'Oslo.' }])],
  [
    'a whole message over several lines',
    JSON.stringify(JSON.parse(whole([{ type: 'text', text: 'Oslo.' }])), null, 2),
  ],
  [
    'a whole message with thoughts',
    whole([
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Oslo.' },
    ]),
  ],
  ['a whole message that is a text', whole('Oslo.')],
  ['a legacy completion', JSON.stringify({ completion: 'Oslo.', stop_reason: 'stop_sequence' })],
  [
    'an error after the end',
    START +
      word('Oslo.') +
      stop('end_turn') +
      event({ type: 'error', error: { type: 'api_error', message: 'late' } }),
  ],
];

const FAILURES: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'an error event',
    START + event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
    'server',
    /Overloaded/u,
  ],
  [
    'an error without a name',
    `data: {"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}\n\n`,
    'rate-limit',
    /slow down/u,
  ],
  [
    'an error as a whole answer',
    JSON.stringify({ error: { message: 'no credit', type: 'billing_error' } }),
    'quota',
    /no credit/u,
  ],
  [
    'an error of a gateway',
    JSON.stringify({ message: 'Forbidden by policy', status: 403 }),
    'authorization',
    /403/u,
  ],
  ['a page', '<html></html>', 'protocol', /something else/u],
  ['nothing', '', 'server', /nothing/u],
  ['an end in mid-reply', START + word('Os'), 'connectivity', /broke off/u],
];

const ENDS: readonly (readonly [string, string, object])[] = [
  [
    'thoughts until the limit',
    START + delta({ type: 'thinking_delta', thinking: 'Hm.' }) + stop('max_tokens') + END,
    { finishReason: 'length', gave: 'thoughts' },
  ],
  [
    'a full context',
    START + stop('model_context_window_exceeded') + END,
    { finishReason: 'length' },
  ],
  [
    'a call',
    START + block({ type: 'tool_use', name: 'f', input: {} }) + stop('tool_use') + END,
    { finishReason: 'unknown', gave: 'a function call' },
  ],
  [
    'a refusal',
    START + stop('refusal') + END,
    { finishReason: 'unknown', gave: 'nothing that its content filter lets through' },
  ],
  ['nothing', START + stop('end_turn') + END, { finishReason: 'stop' }],
];

type Sent = { readonly path: string; readonly body: Record<string, unknown> };

/** A model behind a server that answers as `respond` has it. */
function behind(respond: (body: Record<string, unknown>) => Response, baseUrl = 'http://server') {
  const sent: Sent[] = [];
  const answer: typeof fetch = (url, init) => {
    const body = JSON.parse(init?.body as string) as Record<string, unknown>;
    sent.push({ path: new URL(url).pathname, body });
    return Promise.resolve(respond(body));
  };
  const options = { apiKey: 'sk-ant', baseUrl, model: 'claude-opus-4-8', timeoutMs: 5000 };
  return { model: new AnthropicLanguageModel({ ...options, fetch: answer }), sent };
}

const read = (model: AnthropicLanguageModel): Promise<ReplyPart[]> =>
  Array.fromAsync(
    model.generate([{ role: 'user', content: 'The capital?' }], {
      temperature: 0.7,
      maxTokens: 9000,
      signal: new AbortController().signal,
    }),
  );
const textOf = (parts: readonly ReplyPart[]) =>
  parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
const answering = (answer: string) => behind(() => new Response(answer)).model;

describe('an odd answer of the Messages API', () => {
  it.each(UNDERSTOOD)('is understood: %s', async (_name, answer) => {
    const parts = await read(answering(answer));
    expect(textOf(parts)).toBe('Oslo.');
    expect(parts.at(-1)).toEqual({ type: 'reply-end', finishReason: 'stop' });
  });

  it.each(FAILURES)('is a failure: %s', async (_name, answer, category, message) => {
    await expect(read(answering(answer))).rejects.toMatchObject({
      category,
      message: expect.stringMatching(message),
    });
  });

  it.each(ENDS)('says what came instead of words: %s', async (_name, answer, end) => {
    const parts = await read(answering(answer));
    expect(textOf(parts)).toBe('');
    expect(parts.at(-1)).toEqual({ type: 'reply-end', ...end });
  });
});

describe('a model that refuses what a request could do without', () => {
  const refusing = (message: string, isRefused: (body: Record<string, unknown>) => boolean) =>
    behind((body) => {
      const error = { type: 'invalid_request_error', message };
      return isRefused(body)
        ? Response.json({ type: 'error', error }, { status: 400 })
        : new Response(body['stream'] === true ? usual : whole('Oslo.'));
    });

  it.each([
    ['`temperature` is deprecated for this model.', 'temperature'],
    ['temperature: may only be set to 1 when thinking is enabled', 'temperature'],
    [
      'max_tokens: 9000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-haiku-20241022',
      'max_tokens',
    ],
    ['Streaming is not supported for this model', 'stream'],
  ])('is asked without, and not asked with it again: %s', async (message, name) => {
    const { model, sent } = refusing(message, (body) =>
      name === 'max_tokens' ? Number(body[name]) > 8192 : Boolean(body[name]),
    );
    expect(textOf(await read(model))).toBe('Oslo.');
    expect(textOf(await read(model))).toBe('Oslo.');
    expect(sent).toHaveLength(3);
    const usualBody = { temperature: 0.7, max_tokens: 9000, stream: true };
    const changed = { temperature: undefined, max_tokens: 8192, stream: false };
    const expected = { ...usualBody, [name]: changed[name as keyof typeof changed] };
    const { temperature, max_tokens, stream } = sent[2]?.body ?? {};
    expect({ temperature, max_tokens, stream }).toEqual(expected);
  });

  it('is told of in its own words when it refuses all the same', async () => {
    const { model, sent } = refusing('`temperature` is deprecated for this model.', () => true);
    await expect(read(model)).rejects.toThrow('`temperature` is deprecated');
    expect(sent).toHaveLength(2);
  });
});

describe('the address of the Messages API', () => {
  it.each([
    ['https://api.anthropic.com', '/v1/messages'],
    ['https://api.anthropic.com/', '/v1/messages'],
    ['https://api.anthropic.com/v1', '/v1/messages'],
    ['https://api.anthropic.com/v1/', '/v1/messages'],
    ['https://api.anthropic.com//v1//messages/', '/v1/messages'],
    ['https://gateway.example/anthropic', '/anthropic/v1/messages'],
    ['https://gateway.example/anthropic/v1/messages', '/anthropic/v1/messages'],
    ['https://gateway.example/v11', '/v11/v1/messages'],
  ])('of %s is %s', async (baseUrl, path) => {
    const { model, sent } = behind(() => new Response(usual), baseUrl);
    await read(model);
    expect(sent.map((request) => request.path)).toEqual([path]);
  });
});
