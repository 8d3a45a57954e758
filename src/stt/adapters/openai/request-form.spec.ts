import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Logger } from '@nestjs/common';
import { FRAME_MS, ProviderError, type RecognizerInput } from '@vox/voice-core';

import { OpenAiSpeechRecognizer } from './openai-speech-recognizer.adapter';

type Fields = Readonly<Record<string, string>>;
type Answer = { readonly status: number; readonly body: unknown };

let server: Server;
let asked: Fields[];
let answer: (fields: Fields) => Answer;

async function onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.concat(await Array.fromAsync<Buffer>(request));
  const headers = { 'content-type': String(request.headers['content-type']) };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const fields = Object.fromEntries([...form].filter(([name]) => name !== 'file')) as Fields;
  asked.push(fields);
  const { status, body: said } = answer(fields);
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(typeof said === 'string' ? said : JSON.stringify(said));
}

beforeAll(async () => {
  Logger.overrideLogger(false);
  server = createServer((request, response) => void onRequest(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => (asked = []));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function recognizerOf(model = 'voxtral'): OpenAiSpeechRecognizer {
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  return new OpenAiSpeechRecognizer({
    baseUrl,
    model,
    language: 'en',
    isStreamed: true,
    isSpeculative: false,
  });
}

async function transcribe(recognizer = recognizerOf()): Promise<string | undefined> {
  const frame = { pcm: new Int16Array(320), sampleRateHz: 16_000 } as const;
  async function* input(): AsyncGenerator<RecognizerInput> {
    for (let atMs = 0; atMs < 400; atMs += FRAME_MS) yield { type: 'audio', frame };
  }
  const { signal } = new AbortController();
  const parts = await Array.fromAsync(recognizer.transcribe(input(), { signal }));
  const last = parts.at(-1);
  return last?.type === 'transcript-final' ? last.text : undefined;
}

const formats = () => asked.map((fields) => fields['response_format']);
const refusing =
  (refused: readonly string[], said: unknown, status = 400) =>
  (fields: Fields): Answer =>
    refused.includes(String(fields['response_format']))
      ? { status, body: said }
      : { status: 200, body: { text: 'Turn on the light.' } };

describe('a server that refuses how it is asked', () => {
  it.each([
    [
      400,
      { error: { message: 'Currently do not support verbose_json for this model', code: 400 } },
    ],
    [422, { detail: [{ loc: ['body', 'response_format'], msg: 'Input should be json or text' }] }],
    [415, 'unsupported'],
    [501, ''],
  ])(
    'is asked once more for json after a %d to verbose_json, and so from then on',
    async (status, said) => {
      answer = refusing(['verbose_json'], said, status);
      const recognizer = recognizerOf();
      expect(await transcribe(recognizer)).toBe('Turn on the light.');
      expect(await transcribe(recognizer)).toBe('Turn on the light.');
      expect(formats()).toEqual(['verbose_json', 'json', 'json']);
    },
  );

  it.each([
    ['bare text', ' Turn on\n the light.\n'],
    ['JSON all the same', { text: 'Turn on the light.' }],
  ])('is asked for text when it refuses json too, and may answer %s', async (_, said) => {
    answer = (fields) =>
      fields['response_format'] === 'text'
        ? { status: 200, body: said }
        : { status: 400, body: '' };
    const recognizer = recognizerOf();
    expect(await transcribe(recognizer)).toBe('Turn on the light.');
    expect(await transcribe(recognizer)).toBe('Turn on the light.');
    expect(formats()).toEqual(['verbose_json', 'json', 'text', 'text']);
    expect(asked.at(-1)).not.toHaveProperty('stream');
  });

  it.each(['stream', 'temperature'])('is asked without %s where it names that', async (field) => {
    answer = (fields) =>
      field in fields
        ? { status: 400, body: { error: { message: `Unrecognized field: ${field}` } } }
        : { status: 200, body: { text: 'Turn on the light.' } };
    const recognizer = recognizerOf();
    await transcribe(recognizer);
    expect(await transcribe(recognizer)).toBe('Turn on the light.');
    expect(formats()).toEqual(Array(3).fill('verbose_json'));
    expect(asked.map((fields) => field in fields)).toEqual([true, false, false]);
  });

  it('has its first refusal told when it takes no form, and is asked anew the next time', async () => {
    answer = () => ({ status: asked.length === 1 ? 422 : 400, body: 'no' });
    const recognizer = recognizerOf();
    const error = await transcribe(recognizer).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ category: 'invalid-request', statusCode: 422 });
    expect(formats()).toEqual(['verbose_json', 'json', 'text']);
    asked = [];
    answer = refusing([], '');
    expect(await transcribe(recognizer)).toBe('Turn on the light.');
    expect(formats()).toEqual(['verbose_json']);
  });

  it.each([401, 402, 403, 404, 429, 500, 503])(
    'is asked once when it answers %d',
    async (status) => {
      answer = () => ({ status, body: 'verbose_json' });
      await expect(transcribe()).rejects.toMatchObject({ statusCode: status });
      expect(asked).toHaveLength(1);
    },
  );

  it.each(['gpt-4o-transcribe', 'openai/gpt-4o-mini-transcribe'])(
    'is asked %s for json at once',
    async (model) => {
      answer = refusing(['verbose_json'], '');
      await transcribe(recognizerOf(model));
      expect(formats()).toEqual(['json']);
    },
  );
});

describe('what servers answer', () => {
  const event = (value: unknown) =>
    `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
  const delta = (text: string) => event({ type: 'transcript.text.delta', delta: text });
  const done = event({ type: 'transcript.text.done', text: 'Turn on the light.' });

  it.each([
    ['line breaks', { text: ' Turn on\n the\r\n\tlight.\n', segments: [] }],
    ['nulls', { text: 'Turn on the light.', language: null, segments: null }],
    ['segments alone', { segments: [{ text: ' Turn on' }, { text: ' the light.', start: 'x' }] }],
    ['an event of an unknown type', `${event({ type: 'ping' })}${delta('Turn')}${done}`],
    ['an event that is no JSON', `${delta('Turn')}${event('{"ty')}${done}`],
    ['an event of another shape', `${event([])}${event({ type: 7 })}${event('null')}${done}`],
    [
      'a last event without text',
      `${delta('Turn on ')}${delta('the light.')}${event({ type: 'transcript.text.done' })}`,
    ],
    ['an end without a last event', `${delta('Turn on the light.')}${event('[DONE]')}`],
  ])('is heard with %s', async (_, body) => {
    answer = () => ({ status: 200, body });
    expect(await transcribe()).toBe('Turn on the light.');
  });

  it.each([
    ['only events that cannot be read', `${event('{"ty')}${event([])}`],
    ['a flood of them', `${delta('Turn')}${event([]).repeat(200)}${done}`],
    ['a web page', '<html></html>'],
    ['JSON without text', { transcript: 'x' }],
  ])('fails as a breach of the protocol: %s', async (_, body) => {
    answer = () => ({ status: 200, body });
    await expect(transcribe()).rejects.toMatchObject({ category: 'protocol' });
  });

  it('fails when a web page comes where text was asked for', async () => {
    answer = (fields) =>
      fields['response_format'] === 'text'
        ? { status: 200, body: '<html></html>' }
        : { status: 400, body: '' };
    await expect(transcribe()).rejects.toMatchObject({ category: 'protocol' });
  });
});
