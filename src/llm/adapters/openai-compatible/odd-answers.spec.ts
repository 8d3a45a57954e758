import { type OddAnswer, oddAnswerParts, oddChatAnswers } from '@vox/stand-ins';
import type { ReplyPart } from '@vox/voice-core';

import { localLanguageModel } from '../local/local';

const { data, delta, DONE, STOP, whole, word } = oddAnswerParts;

const ODD = Object.entries<OddAnswer>(oddChatAnswers).map(
  ([name, answer]) => [name, answer({ all: 'Oslo.', head: 'Os', tail: 'lo.' }), 'Oslo.'] as const,
);

/** Odd in what they say. */
const WORDS: readonly (readonly [string, string, string])[] = [
  ['a number', word('The answer is ') + word(42) + word('.') + DONE, 'The answer is 42.'],
  ['a whole answer that is a number', whole({ content: 42 }), '42'],
  ['line separators', word('One.\u2028Two.') + DONE, 'One.\u2028Two.'],
];

/** An answer, and the failure it is: its category and words of its message. */
type Failing = readonly [name: string, answer: string, category: string, message: RegExp];

const FAILURES: readonly Failing[] = [
  [
    'an error as an object',
    data({ error: { message: 'rate limited', code: 429 } }),
    'rate-limit',
    /rate limited/u,
  ],
  ['an error as a text', data({ error: 'CUDA out of memory' }), 'server', /CUDA out of memory/u],
  [
    'an error with a code as a text',
    data({ error: { message: 'slow down', code: '429' } }),
    'rate-limit',
    /slow down/u,
  ],
  [
    'an error with a type',
    data({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
    'server',
    /Overloaded/u,
  ],
  ['an error of its own shape', data({ code: 500, msg: 'engine died' }), 'server', /engine died/u],
  [
    'an error of FastAPI',
    JSON.stringify({ detail: 'Model is loading' }),
    'server',
    /Model is loading/u,
  ],
  [
    'a list of errors of FastAPI',
    JSON.stringify({ detail: [{ loc: ['body', 'x'], msg: 'is missing' }] }),
    'server',
    /x: is missing/u,
  ],
  [
    'a list with an error',
    JSON.stringify([{ error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } }]),
    'server',
    /overloaded/u,
  ],
  [
    'an event named error',
    `event: error\ndata: upstream timed out\n\n`,
    'server',
    /upstream timed out/u,
  ],
  [
    'an error without success',
    JSON.stringify({ success: false, message: 'no such voice' }),
    'server',
    /no such voice/u,
  ],
  [
    'an error as a whole answer',
    JSON.stringify({ object: 'error', message: 'no such model', code: 404 }),
    'invalid-request',
    /no such model/u,
  ],
  [
    'an error of Ollama',
    '{"error":"model requires more system memory"}',
    'server',
    /more system memory/u,
  ],
  [
    'a note and nothing else',
    JSON.stringify({ message: 'Welcome to the API' }),
    'server',
    /Welcome to the API/u,
  ],
  ['a page', '<!DOCTYPE html><html><title>Sign in</title></html>', 'protocol', /something else/u],
  ['a text', 'Internal Server Error', 'protocol', /something else/u],
  ['an object of something else', '{"ok":true}', 'protocol', /something else/u],
  ['pings alone', 'data: ping\n\n: x\n\n', 'protocol', /something else/u],
  ['broken JSON', 'data: {"choices":[{"delta"\n\n', 'protocol', /no JSON/u],
  ['half a whole completion', whole({ content: 'Oslo.' }).slice(0, 60), 'protocol', /no JSON/u],
  ['nothing', '', 'server', /nothing/u],
  ['blank lines', '\n\n\n', 'server', /nothing/u],
  ['an end in mid-reply', word('Os'), 'connectivity', /broke off/u],
  ['an end with no word', data(delta({ role: 'assistant' })), 'connectivity', /broke off/u],
  [
    'its own giving up',
    word('Os') + data(delta({}, { finish_reason: 'error' })),
    'server',
    /gave up/u,
  ],
];

/** What ends a reply that says nothing, as the service hears of it. */
const ENDS: readonly (readonly [string, string, object])[] = [
  [
    'thoughts until the limit',
    data(delta({ reasoning_content: 'Hm.' })) + data(delta({}, { finish_reason: 'length' })) + DONE,
    { finishReason: 'length', gave: 'thoughts' },
  ],
  [
    'nothing until the limit',
    data(delta({}, { finish_reason: 'MAX_TOKENS' })),
    { finishReason: 'length' },
  ],
  [
    'thoughts alone',
    data(delta({ reasoning: 'Hm.' })) + STOP,
    { finishReason: 'stop', gave: 'thoughts' },
  ],
  [
    'a call',
    data(delta({ tool_calls: [{ index: 0, function: { name: 'f' } }] })) +
      data(delta({}, { finish_reason: 'tool_calls' })),
    { finishReason: 'unknown', gave: 'a function call' },
  ],
  [
    'a legacy call',
    whole({ content: null, function_call: { name: 'f', arguments: '{}' } }),
    { finishReason: 'stop', gave: 'a function call' },
  ],
  [
    'what a filter took',
    data(delta({}, { finish_reason: 'content_filter' })),
    { finishReason: 'unknown', gave: 'nothing that its content filter lets through' },
  ],
  ['nothing', STOP + DONE, { finishReason: 'stop' }],
];

/** The reply to one question, of a server that answers `answer`, in pieces of `size` bytes. */
function replyTo(answer: string, size: number): AsyncIterable<ReplyPart> {
  const bytes = new TextEncoder().encode(answer);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.subarray(at, at + size));
      }
      controller.close();
    },
  });
  return replyOf(body);
}

/** A body whose connection breaks after `answer`, or stays open until somebody leaves. */
function unended(answer: string, end: 'broken' | 'open', onLeft: () => void) {
  let isSent = false;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (!isSent) controller.enqueue(new TextEncoder().encode(answer));
      else if (end === 'broken') controller.error(new TypeError('terminated'));
      isSent = true;
      return isSent && end === 'open' ? new Promise<void>(() => undefined) : undefined;
    },
    cancel: onLeft,
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

function replyOf(body: ReadableStream<Uint8Array>): AsyncIterable<ReplyPart> {
  const model = localLanguageModel(
    { baseUrl: 'http://server/v1', model: 'm' },
    { fetch: () => Promise.resolve(new Response(body)), timeoutMs: 5000 },
  );
  return model.generate([{ role: 'user', content: 'The capital?' }], {
    signal: new AbortController().signal,
  });
}

const sizes = [1, 7, 100_000];

describe('an odd answer of a chat server', () => {
  it.each([...ODD, ...WORDS])('is understood: %s', async (_name, answer, said) => {
    for (const size of sizes) {
      const parts = await Array.fromAsync(replyTo(answer, size));
      expect(parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('')).toBe(
        said,
      );
      expect(parts.at(-1)).toEqual({ type: 'reply-end', finishReason: 'stop' });
    }
  });

  it.each(FAILURES)(
    'is a failure with its own words: %s',
    async (_name, answer, category, message) => {
      for (const size of sizes) {
        await expect(Array.fromAsync(replyTo(answer, size))).rejects.toMatchObject({
          category,
          message: expect.stringMatching(message),
        });
      }
    },
  );

  it.each(ENDS)('says what came instead of words: %s', async (_name, answer, end) => {
    for (const size of sizes) {
      const parts = await Array.fromAsync(replyTo(answer, size));
      expect(parts.at(-1)).toEqual({ type: 'reply-end', ...end });
      expect(parts.every((part) => part.type !== 'reply-delta' || part.text === '')).toBe(true);
    }
  });

  it('has its words bounded in the failure', async () => {
    const reading = Array.fromAsync(replyTo(data({ error: { message: 'x'.repeat(5000) } }), 1000));
    await expect(reading).rejects.toMatchObject({ message: expect.stringMatching(/^.{0,240}$/u) });
  });

  it.each([
    ['after [DONE]', word('Oslo.') + DONE],
    ['after a reason to end', word('Oslo.') + STOP],
  ])(
    'is complete though its connection breaks %s, or stays open for ever',
    async (_when, answer) => {
      for (const end of ['broken', 'open'] as const) {
        const isLeft = jest.fn();
        const parts = await Array.fromAsync(replyOf(unended(answer, end, isLeft)));
        expect(parts).toEqual([
          { type: 'reply-delta', text: 'Oslo.' },
          { type: 'reply-end', finishReason: 'stop' },
        ]);
        if (end === 'open') await until(() => isLeft.mock.calls.length > 0);
      }
    },
  );

  it('is a failure when its connection breaks before it said that this is all', async () => {
    const reading = Array.fromAsync(replyOf(unended(word('Os'), 'broken', () => undefined)));
    await expect(reading).rejects.toMatchObject({ category: 'connectivity' });
  });
});
