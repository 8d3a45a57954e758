import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { Logger } from '@nestjs/common';
import {
  AsyncQueue,
  FRAME_MS,
  ProviderError,
  type RecognizerInput,
  type SpeechRecognizer,
  SystemClock,
  type TranscriptPart,
} from '@vox/voice-core';
import { type WebSocket, WebSocketServer } from 'ws';

import { DeepgramSpeechRecognizer } from './deepgram/deepgram-speech-recognizer.adapter';
import { WhisperLiveSpeechRecognizer } from './whisperlive/whisperlive-speech-recognizer.adapter';
import { WhisperXSpeechRecognizer } from './whisperx/whisperx-speech-recognizer.adapter';

/** What a server says, as it is written to the socket: objects as JSON. */
type Message = unknown;

type Dialect = {
  readonly make: (url: string) => SpeechRecognizer;
  /** Before the audio. */
  readonly hello: readonly Message[];
  readonly partial: (text: string) => Message;
  /** When the audio has ended. */
  readonly final: (text: string) => readonly Message[];
  /** Leaves once it has said all. */
  readonly leaves: boolean;
  /** Messages of its own kind that lack what they need. */
  readonly incomplete: readonly Message[];
};

const clock = new SystemClock();
const segments = (text: string, completed: boolean) => ({
  uid: undefined,
  segments: [{ start: '0.000', end: '1.000', text, completed }],
});
const results = (transcript: string, isFinal: boolean) => ({
  type: 'Results',
  is_final: isFinal,
  channel: { alternatives: [{ transcript, confidence: 0.9 }] },
});

const dialects: Record<string, Dialect> = {
  WhisperX: {
    make: (url) =>
      new WhisperXSpeechRecognizer(
        {
          url,
          audioFormat: 'pcm',
          model: 'small',
          language: 'en',
          maxReconnects: 0,
          backoffMs: 10,
          readTimeoutMs: 60_000,
          finalTimeoutMs: 400,
          patienceMs: Infinity,
        },
        clock,
      ),
    hello: [],
    partial: (text) => ({ type: 'partial', text }),
    final: (text) => [{ type: 'final', text }],
    leaves: false,
    incomplete: [{ type: 'partial' }, { type: 'final', text: null }, { type: 'partial', text: 7 }],
  },
  WhisperLive: {
    make: (url) =>
      new WhisperLiveSpeechRecognizer(
        {
          url,
          audioFormat: 'int16',
          model: 'small',
          language: 'en',
          aliveTimeoutMs: 60_000,
          settleMs: 400,
        },
        clock,
      ),
    hello: [{ message: 'SERVER_READY', backend: 'faster_whisper' }],
    partial: (text) => segments(text, false),
    final: (text) => [segments(text, false), segments(text, true)],
    leaves: false,
    incomplete: [
      { segments: 'none' },
      { segments: [{ start: '0.000' }] },
      { segments: [{ start: 'soon', text: 'x' }, null, 7] },
    ],
  },
  Deepgram: {
    make: (url) =>
      new DeepgramSpeechRecognizer({
        url,
        model: 'nova-3',
        language: 'en',
        aliveTimeoutMs: 60_000,
      }),
    hello: [{ type: 'Metadata', channels: 1 }],
    partial: (text) => results(text, false),
    final: (text) => [results(text, true), { type: 'Metadata' }],
    leaves: true,
    incomplete: [
      { type: 'Results' },
      { type: 'Results', channel: [0, 1] },
      { type: 'Results', channel: { alternatives: [{ transcript: 7 }] } },
    ],
  },
};

const ODD: readonly Message[] = [
  { type: 'status', state: 'loading' },
  { type: 'ping' },
  { event: 'heartbeat' },
  {},
  [],
  null,
  7,
  'words that are no JSON',
  '{"type": "par',
  '',
  Buffer.from([0, 1, 2, 3]),
];

let server: WebSocketServer;
let serve: (client: WebSocket) => void;
beforeAll(() => Logger.overrideLogger(false));
beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (client) => serve(client));
  await once(server, 'listening');
});
afterEach(async () => {
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
});

function send(client: WebSocket, messages: readonly Message[]): void {
  for (const message of messages) {
    const isRaw = typeof message === 'string' || Buffer.isBuffer(message);
    client.send(isRaw ? message : JSON.stringify(message));
  }
}

/** Plays `dialect` with `odd` before and after everything that it says. */
function play(dialect: Dialect, odd: readonly Message[], said: readonly string[]): void {
  serve = (client) => {
    send(client, [...odd, ...dialect.hello, ...odd]);
    let frames = 0;
    let isOver = false;
    client.on('message', (data: Buffer, isBinary) => {
      const text = data.toString();
      if (isBinary && ++frames === 10) send(client, [dialect.partial('alpha'), ...odd]);
      const isEnd = isBinary ? data.length >= 32_000 : /finalize|CloseStream/u.test(text);
      if (!isEnd || isOver) return;
      isOver = true;
      for (const words of said) send(client, [...odd, ...dialect.final(words), ...odd]);
      if (dialect.leaves) client.close(1000);
    });
  };
}

async function transcribe(dialect: Dialect): Promise<TranscriptPart[]> {
  const input = new AsyncQueue<RecognizerInput>(1000);
  const frame = { pcm: new Int16Array((16_000 * FRAME_MS) / 1000), sampleRateHz: 16_000 } as const;
  for (let index = 0; index < 50; index++) input.push({ type: 'audio', frame });
  input.close();
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { signal } = new AbortController();
  return Array.fromAsync(dialect.make(url).transcribe(input, { signal }));
}

async function failureOf(dialect: Dialect): Promise<ProviderError> {
  const error = await transcribe(dialect).catch((caught: unknown) => caught);
  if (!(error instanceof ProviderError)) throw new Error('it did not fail as a provider does');
  return error;
}

describe.each(Object.keys(dialects))('odd messages of %s', (name) => {
  const dialect = dialects[name] as Dialect;
  const odds = [...ODD, ...dialect.incomplete].map((message) => [JSON.stringify(message), message]);

  it.each(odds)('loses no word to %s', async (_, odd) => {
    play(dialect, [odd], ['alpha bravo']);
    const parts = await transcribe(dialect);
    expect(parts.at(-1)).toMatchObject({ type: 'transcript-final', text: 'alpha bravo' });
  });

  it('hears the words though fields that it can do without are null', async () => {
    const nulled = {
      ...dialect,
      hello: dialect.hello.map((hello) => ({ ...Object(hello), uid: null })),
    };
    const loose = (message: Message) => ({
      ...Object(message),
      userId: null,
      uid: null,
      language: null,
    });
    play({ ...nulled, final: (text) => dialect.final(text).map(loose) }, [], ['alpha bravo']);
    expect((await transcribe(dialect)).at(-1)).toMatchObject({ text: 'alpha bravo' });
  });

  it('fails when nothing but what cannot be read came until its time was over', async () => {
    const nonsense = { ...dialect, partial: () => '{"te', final: () => ['{"te', [], null] };
    play(nonsense, ['no JSON'], ['alpha']);
    expect((await failureOf(dialect)).category).toBe('protocol');
  });

  it('fails at once in a flood of messages that cannot be read', async () => {
    play(dialect, Array<Message>(300).fill('no JSON'), ['alpha']);
    expect((await failureOf(dialect)).category).toBe('protocol');
  });

  it('makes one line of what the server wrote in several', async () => {
    play(dialect, [], [' so\n it will \r\n have\ta line\u2028break.\n']);
    const parts = await transcribe(dialect);
    expect(parts.at(-1)).toMatchObject({ text: 'so it will have a line break.' });
  });
});

describe('the warning of an odd message', () => {
  it('comes once per connection, and tells nothing of what was said', async () => {
    const warnings: unknown[] = [];
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation((...parts: unknown[]) => {
      warnings.push(parts[0]);
    });
    const dialect = dialects['WhisperX'] as Dialect;
    play(dialect, [{ type: 'secret words' }, '{"secret', { type: 'final' }], ['alpha']);
    await transcribe(dialect);
    warn.mockRestore();
    expect(warnings).toEqual([{ room: 'stt', provider: 'whisperx', kind: 'unknown' }]);
  });
});
