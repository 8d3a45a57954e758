import { readFile } from 'node:fs/promises';

import { readWav, writeWav } from '@vox/audio';
import { wer } from '@vox/testing';

import { SpeechModule } from '../../src/speech';
import { MAX_RECORDING_BYTES } from '../../src/speech/request-audio';
import { recordingNamed, recordingPath } from '../support/recordings';
import { EARS } from './support/ears';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

const SENTENCE = recordingNamed('check-number-dial-again.wav');

describe('speech by REST', () => {
  let database: TestDatabase;
  let server: TestApp;
  let recording: Buffer;

  beforeAll(async () => {
    database = await startTestDatabase();
    const rooms = [SpeechModule];
    server = await startTestApp({ url: database.url, rooms, environment: EARS });
    recording = await readFile(recordingPath(SENTENCE.file));
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const post = async (path: string, body: string | Buffer, type: string) =>
    fetch(`${await server.app.getUrl()}${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { 'content-type': type },
    });
  const say = (body: unknown) => post('/api/speech', JSON.stringify(body), 'application/json');
  const transcribe = (body: Buffer, query = '', type = 'audio/wav') =>
    post(`/api/transcriptions${query}`, body, type);

  it('says a text in a voice of the list, as long as its headers say', async () => {
    const voices = (await server.request('GET', '/api/voices')).body as { id: string }[];
    const voice = voices.at(-1)?.id;
    expect(typeof voice).toBe('string');
    const answer = await say({ text: 'Dinner is ready.', voice });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    const { pcm, sampleRateHz } = readWav(new Uint8Array(await answer.arrayBuffer()));
    expect(Number(answer.headers.get('x-sample-rate'))).toBe(sampleRateHz);
    const durationMs = (pcm.length * 1000) / sampleRateHz;
    expect(durationMs).toBeGreaterThan(500);
    expect(Math.abs(Number(answer.headers.get('x-duration-ms')) - durationMs)).toBeLessThan(50);
    expect(answer.headers.get('x-provider')).toBe('flite');
  });

  it('says it as Opus in Ogg, and as bare samples', async () => {
    const opus = await say({ text: 'Dinner is ready.', format: 'opus' });
    expect(opus.headers.get('content-type')).toBe('audio/ogg; codecs=opus');
    expect(
      Buffer.from(await opus.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('OggS');
    const pcm = await say({ text: 'Dinner is ready.', format: 'pcm' });
    const seconds = (await pcm.arrayBuffer()).byteLength / 2 / 24_000;
    expect(seconds).toBeGreaterThan(0.5);
  });

  it.each([
    ['text', {}],
    ['text', { text: ' ' }],
    ['text', { text: 'a'.repeat(3001) }],
    ['rate', { text: 'a', rate: 3 }],
    ['format', { text: 'a', format: 'mp3' }],
    ['language', { text: 'a', language: 'not a language' }],
    ['speed', { text: 'a', speed: 2 }],
  ])('names the field that is wrong: %s', async (field, body) => {
    const answer = await say(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ status: 400, field });
  });

  it('hears a recording, and says where its utterances lie when asked', async () => {
    const answer = await transcribe(recording);
    expect(answer.status).toBe(200);
    const heard = (await answer.json()) as { text: string; segments?: unknown };
    expect(wer(SENTENCE.text, heard.text)).toBeLessThan(0.2);
    expect(heard.segments).toBeUndefined();
    const timed = (await (await transcribe(recording, '?timestamps=true')).json()) as {
      segments: { text: string; start_s: number; end_s: number }[];
    };
    const [first] = timed.segments;
    expect(first?.start_s).toBeLessThan(0.3);
    expect(first?.end_s).toBeGreaterThan(1);
    expect(first?.end_s).toBeLessThanOrEqual(SENTENCE.durationMs / 1000);
  });

  it('hears nothing in silence, whatever its rate', async () => {
    const silence = writeWav(new Int16Array(44_100), 44_100);
    const answer = await transcribe(Buffer.from(silence));
    expect(await answer.json()).toEqual({ text: '', confidence: null, language: null });
  });

  it('refuses what is no WAV file, is declared as none, or is too large', async () => {
    const noise = await transcribe(Buffer.from('not audio at all, but text'));
    expect(noise.status).toBe(400);
    expect(await noise.json()).toMatchObject({ field: 'body' });
    expect((await transcribe(recording, '', 'audio/mpeg')).status).toBe(415);
    expect((await transcribe(recording, '?timestamps=perhaps')).status).toBe(400);
    const large = await transcribe(Buffer.alloc(MAX_RECORDING_BYTES + 1));
    expect(large.status).toBe(413);
  });

  it('leaves the recognizer to people who talk: a third recording at once is told to wait', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => transcribe(recording)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 503]);
    expect((await transcribe(recording)).status).toBe(200);
  });
});
