import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Logger } from '@nestjs/common';
import { writeWav } from '@vox/audio';
import { type AudioFrame, ProviderError, SystemClock } from '@vox/voice-core';

import { ChatterboxSpeechSynthesizer } from './chatterbox/chatterbox-speech-synthesizer.adapter';
import type { HttpSpeechSynthesizer } from './common/http-speech-synthesizer';
import { DevnenSpeechSynthesizer } from './devnen/devnen-speech-synthesizer.adapter';
import { OpenAiSpeechSynthesizer } from './openai/openai-speech-synthesizer.adapter';

type Answer = { readonly type?: string; readonly body: Uint8Array; readonly pieceBytes?: number };

const TEXT = 'Please try your call again later.';
const SECOND = Int16Array.from({ length: 24_000 }, (_, at) => Math.round(9000 * Math.sin(at / 20)));
const SECOND_BYTES = Buffer.from(SECOND.buffer);
const WAV = writeWav(SECOND, 24_000);
/** Two seconds: 29 letters are not said in less than one. */
const TWO_SECONDS = writeWav(Int16Array.from([...SECOND, ...SECOND]), 24_000);

let server: Server;
let answer: Answer;
beforeAll(async () => {
  Logger.overrideLogger(false);
  server = createServer((request, response) => {
    request.resume();
    const { type, body, pieceBytes = body.length } = answer;
    response.writeHead(200, type === undefined ? {} : { 'content-type': type });
    for (let at = 0; at < body.length; at += pieceBytes) {
      response.write(body.subarray(at, at + pieceBytes));
    }
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const clock = new SystemClock();
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const openAi = (format: 'pcm' | 'wav') =>
  new OpenAiSpeechSynthesizer({ baseUrl: url(), model: 'm', voice: 'v', format }, clock);
const chatterbox = (streamFormat: 'audio' | 'sse') =>
  new ChatterboxSpeechSynthesizer(
    { url: url(), voice: 'v', streamFormat, strategy: 'word', chunkCharacters: 9, quality: 'fast' },
    clock,
  );
const engines: Record<string, () => HttpSpeechSynthesizer> = {
  'openai (pcm)': () => openAi('pcm'),
  'openai (wav)': () => openAi('wav'),
  'chatterbox (audio)': () => chatterbox('audio'),
  'chatterbox (sse)': () => chatterbox('sse'),
  devnen: () => new DevnenSpeechSynthesizer({ url: url(), voice: 'v' }, clock),
};

async function speak(engine: HttpSpeechSynthesizer, given: Answer): Promise<AudioFrame[]> {
  answer = given;
  const { signal } = new AbortController();
  return Array.fromAsync(engine.synthesize(TEXT, { signal }));
}

async function failureOf(engine: HttpSpeechSynthesizer, given: Answer): Promise<ProviderError> {
  const error = await speak(engine, given).catch((caught: unknown) => caught);
  if (!(error instanceof ProviderError)) throw new Error('it did not fail as a provider does');
  return error;
}

describe.each(Object.keys(engines))('what servers answer to %s', (name) => {
  const engine = () => (engines[name] as () => HttpSpeechSynthesizer)();

  it.each([
    ...['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave', 'audio/vnd.wav', 'Audio/WAV'],
    ...[
      'audio/mpeg',
      'audio/mp3',
      'audio/ogg',
      'audio/*',
      'audio',
      'audio/pcm',
      'audio/L16;rate=8000',
    ],
    ...['binary/octet-stream', 'application/octet-stream', 'application/force-download'],
    ...['application/x-download', 'application/json', 'text/plain; charset=utf-8', 'text/html'],
    ...['text/event-stream', 'video/mp4', 'garbage', ''],
  ])('hears a WAV file that is called "%s"', async (type) => {
    const frames = await speak(engine(), { type, body: TWO_SECONDS });
    expect(frames).toHaveLength(100);
    expect(frames[7]?.pcm).toEqual(SECOND.subarray(7 * 480, 8 * 480));
  });

  it('hears a WAV file without any content type', async () => {
    expect(await speak(engine(), { body: TWO_SECONDS })).toHaveLength(100);
  });

  it('hears five sentences whose sizes are a placeholder of two billion', async () => {
    const body = Buffer.from(TWO_SECONDS);
    body.writeUInt32LE(2_000_000_036, 4);
    body.writeUInt32LE(2_000_000_000, 40);
    const speaking = engine();
    for (let sentence = 0; sentence < 5; sentence++) {
      expect(await speak(speaking, { type: 'audio/wav', body })).toHaveLength(100);
    }
  });

  it('hears each of several files', async () => {
    const body = Buffer.concat([WAV, WAV]);
    for (const pieceBytes of [1001, body.length]) {
      expect(await speak(engine(), { type: 'audio/wav', body, pieceBytes })).toHaveLength(100);
    }
  });

  it('goes on at one rate where the files have two', async () => {
    const slow = SECOND.subarray(0, 16_000);
    const body = Buffer.concat([WAV, writeWav(slow, 16_000)]);
    const frames = await speak(engine(), { type: 'audio/wav', body });
    expect([100, 101]).toContain(frames.length);
    expect(new Set(frames.map(({ sampleRateHz }) => sampleRateHz))).toEqual(new Set([24_000]));
  });

  it('hears events that are called audio', async () => {
    const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;
    const audio = SECOND_BYTES.toString('base64');
    const delta = event({ type: 'speech.audio.delta', audio });
    const stream = `${delta}${event({ type: 'ping' })}${delta}${event({ type: 'speech.audio.done' })}`;
    for (const type of ['audio/mpeg', 'text/plain', 'text/event-stream']) {
      const body = Buffer.from(stream);
      expect(await speak(engine(), { type, body, pieceBytes: 999 })).toHaveLength(100);
    }
  });

  const mp3 = Buffer.concat([
    Buffer.from([0xff, 0xfb, 0x90, 0]),
    Buffer.alloc(413),
    Buffer.from([0xff, 0xfb, 0x90, 0]),
    Buffer.alloc(9413),
  ]);
  it.each([
    ['MP3 audio', 'audio/mpeg', mp3],
    ['MP3 audio', 'audio/wav', mp3],
    ['MP3 audio', 'audio/pcm', mp3],
    ['FLAC audio', 'audio/wav', Buffer.from('fLaC\0\0\0\x22xxxxxxxxxxxxxxxx')],
    ['Ogg audio', 'audio/ogg', Buffer.from('OggS\0\x02xxxxxxxxxxxxxxxxxxxxxxOpusHead')],
    ['JSON', 'application/json', Buffer.from('{"error":{"message":"quota exceeded"}}')],
    ['JSON', 'audio/pcm', Buffer.from('{"detail":"model is loading"}')],
    ['a web page', 'text/html', Buffer.from('<html><body>Welcome to nginx</body></html>')],
    ['a web page', 'audio/wav', Buffer.from('<!doctype html><title>502</title>')],
    ['text', 'text/plain', Buffer.from('Internal Server Error')],
  ])('refuses %s under %s by its name', async (kind, type, body) => {
    const failure = await failureOf(engine(), { type, body });
    expect(failure.category).toBe('protocol');
    expect(failure.message).toContain(`sent ${kind}`);
    expect(failure.message).not.toMatch(/quota|loading|nginx/u);
  });
});

describe('raw PCM', () => {
  const body = Buffer.concat([SECOND_BYTES, SECOND_BYTES]);
  it.each(['audio/mpeg', 'audio/wav', 'audio/pcm', 'application/octet-stream', 'x/y', undefined])(
    'is heard under %s where it was asked for',
    async (type) => {
      const frames = await speak(openAi('pcm'), { body, ...(type === undefined ? {} : { type }) });
      expect(frames).toHaveLength(100);
    },
  );

  it.each([
    'audio/pcm;rate=48000',
    'audio/L16; sample_rate=48000',
    'audio/pcm; samplerate="48000"',
  ])('has the rate that %s names', async (type) => {
    const frames = await speak(openAi('pcm'), { type, body: Buffer.concat([body, body]) });
    expect(frames[0]?.sampleRateHz).toBe(48_000);
  });

  it.each(['audio/mpeg', 'audio/wav', 'text/html'])(
    'is refused under %s where WAV was asked for',
    async (type) => {
      expect((await failureOf(openAi('wav'), { type, body })).message).toContain(
        'sent no WAV audio',
      );
    },
  );
});

describe.each(Object.keys(engines))('rate and pitch of %s', (name) => {
  const isOfServer = name.startsWith('openai') || name === 'devnen';
  /** Two seconds of a tone: what the server answers whatever it is asked. */
  const tone = writeWav(
    Int16Array.from({ length: 48_000 }, (_, at) =>
      Math.round(9000 * Math.sin((2 * Math.PI * 220 * at) / 24_000)),
    ),
    24_000,
  );

  /** Crossings of zero, upwards, a second. */
  function toneHz(frames: readonly AudioFrame[]): number {
    const pcm = frames.slice(10, -10).flatMap((frame) => [...frame.pcm]);
    const crossings = pcm.filter((sample, at) => sample >= 0 && (pcm[at - 1] ?? 0) < 0);
    return (crossings.length * 24_000) / pcm.length;
  }

  it.each([
    [0.5, 1],
    [1.25, 1],
    [1, 0.75],
    [1, 1.5],
    [0.8, 1.2],
  ])('are made where the server makes none: %d, %d', async (rate, pitch) => {
    answer = { type: 'audio/wav', body: tone };
    const engine = (engines[name] as () => HttpSpeechSynthesizer)();
    const { signal } = new AbortController();
    const frames = await Array.fromAsync(engine.synthesize(TEXT, { rate, pitch, signal }));
    const expected = 100 / (isOfServer ? 1 : rate);
    expect(Math.abs(frames.length - expected)).toBeLessThanOrEqual(1);
    expect(toneHz(frames) / 220).toBeCloseTo(pitch, 1);
  });
});
