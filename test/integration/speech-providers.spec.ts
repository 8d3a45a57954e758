import { randomBytes, randomUUID } from 'node:crypto';

import { createDataSource } from '@vox/database';
import {
  DeepgramStandIn,
  OpenAiSpeechStandIn,
  OpenAiTranscriptionStandIn,
  speakToneWords,
} from '@vox/stand-ins';
import type { RecognizerInput } from '@vox/voice-core';
import type { DataSource } from 'typeorm';

import { AgentsModule } from '../../src/agents';
import { SpeechProvidersModule } from '../../src/providers';
import { SttService } from '../../src/stt';
import { TtsService } from '../../src/tts';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Json = Record<string, unknown>;
type Service = 'stt' | 'tts';

const WORDS = 'alpha bravo charlie';

describe('/api/stt-providers and /api/tts-providers', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let server: TestApp;
  const standIns = { close: [] as (() => Promise<void>)[] };
  let home: { ears: OpenAiTranscriptionStandIn; voice: OpenAiSpeechStandIn };
  let attic: { ears: OpenAiTranscriptionStandIn; voice: OpenAiSpeechStandIn };
  let cellar: DeepgramStandIn;

  beforeAll(async () => {
    home = {
      ears: await OpenAiTranscriptionStandIn.start({ text: 'heard at home' }),
      voice: await OpenAiSpeechStandIn.start(),
    };
    attic = {
      ears: await OpenAiTranscriptionStandIn.start({ apiKey: 'attic-key' }),
      voice: await OpenAiSpeechStandIn.start({ apiKey: 'attic-key' }),
    };
    cellar = await DeepgramStandIn.start();
    for (const one of [home.ears, home.voice, attic.ears, attic.voice, cellar]) {
      standIns.close.push(() => one.close());
    }
    database = await startTestDatabase();
    dataSource = await createDataSource(database.url, 2).initialize();
    server = await startTestApp({
      url: database.url,
      rooms: [AgentsModule, SpeechProvidersModule],
      environment: {
        SECRETS_KEY: randomBytes(32).toString('hex'),
        STT_PROVIDER: 'openai',
        STT_OPENAI_BASE_URL: home.ears.url,
        STT_OPENAI_API_KEY: 'home-key',
        // Itself again: others may stand in, and no engine of this process is loaded.
        STT_FALLBACK_ORDER: 'openai',
        TTS_OPENAI_BASE_URL: home.voice.url,
        TTS_FALLBACKS: 'openai',
        DEEPGRAM_URL: cellar.url,
      },
    });
  });
  afterAll(async () => {
    await server.app.close();
    await dataSource.destroy();
    await database.stop();
    await Promise.all(standIns.close.map((close) => close()));
  });

  const request = (service: Service, method: string, path: string, body?: unknown) =>
    server.request(method, `/api/${service}-providers${path}`, body);
  const created = async (service: Service, body: Json): Promise<Json> => {
    const answer = await request(service, 'POST', '', body);
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return answer.body as Json;
  };
  const removed = async (service: Service, ...providers: Json[]) => {
    for (const { id } of providers) {
      expect((await request(service, 'DELETE', `/${String(id)}`)).status).toBe(204);
    }
  };
  const ears = (changes: Json = {}) => ({
    name: 'Attic',
    kind: 'openai',
    base_url: attic.ears.url,
    api_key: 'attic-key',
    ...changes,
  });
  const voice = (changes: Json = {}) => ({
    name: 'Attic',
    kind: 'openai',
    base_url: attic.voice.url,
    api_key: 'attic-key',
    voice: 'nova',
    ...changes,
  });
  const hear = async (): Promise<[text: string, provider: string | undefined]> => {
    const said = async function* (): AsyncGenerator<RecognizerInput> {
      for (const frame of speakToneWords(WORDS)) yield { type: 'audio', frame };
    };
    const { signal } = new AbortController();
    const stt = server.app.get(SttService, { strict: false });
    const parts = await Array.fromAsync(stt.transcribe(said(), { signal }));
    const final = parts.find((part) => part.type === 'transcript-final');
    return [final?.text ?? '', final?.provider];
  };
  const speak = async (): Promise<string | undefined> => {
    const tts = server.app.get(TtsService, { strict: false });
    return (await tts.synthesizeComplete('Hello.')).metadata.provider;
  };

  it('keep servers beside each other, and their keys to themselves', async () => {
    const [one, other] = [
      await created('tts', voice({ position: 2 })),
      await created('tts', { name: 'Cellar', kind: 'chatterbox', base_url: 'http://cellar:4123' }),
    ];
    expect(one).toMatchObject({ has_api_key: true, voice: 'nova', problem: null, models: [] });
    const list = await request('tts', 'GET', '');
    expect((list.body as Json[]).map(({ id, read_only: fixed }) => [id, fixed])).toEqual([
      ['openai', true],
      [other['id'], false],
      [one['id'], false],
    ]);
    // The same name may hear, too, and is no voice.
    const heard = await created('stt', ears());
    expect((await request('tts', 'GET', `/${String(heard['id'])}`)).status).toBe(404);
    const all = await request('stt', 'GET', '');
    expect((all.body as Json[]).map(({ id, base_url: url }) => [id, url])).toEqual([
      ['openai', home.ears.url],
      ['deepgram', cellar.url],
      [heard['id'], attic.ears.url],
    ]);
    expect(JSON.stringify([list.body, all.body])).not.toMatch(/attic-key|home-key/u);
    const sealed = await dataSource.query<Json[]>(
      'select api_key from speech_providers where id = $1',
      [one['id']],
    );
    expect(sealed).toEqual([{ api_key: expect.stringMatching(/^v1\./u) as string }]);
    const paged = await request('tts', 'GET', '?limit=1');
    expect(paged.headers.get('link')).toMatch(
      /^<\/api\/tts-providers\?limit=1&after=\S+>; rel="next"$/u,
    );
    await removed('stt', heard);
    await removed('tts', one, other);
    expect((await request('tts', 'GET', `/${String(one['id'])}`)).status).toBe(404);
  });

  it.each<[field: string, service: Service, body: Json]>([
    ['base_url', 'stt', { name: 'x', kind: 'deepgram', base_url: 'http://x' }],
    ['base_url', 'stt', { name: 'x', kind: 'openai', base_url: 'ws://x' }],
    ['base_url', 'tts', { name: 'x', kind: 'openai', base_url: 'http://169.254.169.254/latest' }],
    ['base_url', 'stt', { name: 'x', kind: 'whisperx', base_url: 'ws://169.254.169.254:80' }],
    ['api_key', 'tts', { name: 'x', kind: 'devnen', base_url: 'http://x', api_key: 'k' }],
    ['api_key', 'stt', { name: 'x', kind: 'whisperlive', base_url: 'ws://x', api_key: 'k' }],
    [
      'audio_format',
      'tts',
      { name: 'x', kind: 'openai', base_url: 'http://x', audio_format: 'sse' },
    ],
    [
      'audio_format',
      'stt',
      { name: 'x', kind: 'whisperx', base_url: 'ws://x', audio_format: 'int16' },
    ],
    [
      'max_concurrency',
      'tts',
      { name: 'x', kind: 'devnen', base_url: 'http://x', max_concurrency: 65 },
    ],
    ['model', 'tts', { name: 'x', kind: 'devnen', base_url: 'http://x', model: 'm' }],
  ])('refuse by the name of %s for %s: %j', async (field, service, body) => {
    expect(await request(service, 'POST', '', body)).toMatchObject({
      status: 400,
      body: { field },
    });
  });

  it('let nobody change what the environment has set, and have each name once', async () => {
    expect((await request('stt', 'PUT', '/openai', { is_enabled: false })).status).toBe(409);
    expect((await request('tts', 'DELETE', '/openai')).status).toBe(409);
    expect((await request('tts', 'GET', '/chatterbox')).status).toBe(404);
    expect((await request('tts', 'GET', `/${randomUUID()}`)).status).toBe(404);
    const one = await created('stt', ears());
    expect(await request('stt', 'POST', '', ears())).toMatchObject({
      status: 409,
      body: { field: 'name' },
    });
    await removed('stt', one);
  });

  it('send a key to no other place than the one it was given for', async () => {
    const one = await created('stt', ears());
    const path = `/${String(one['id'])}`;
    const moved = await request('stt', 'PUT', path, { base_url: `${attic.ears.url}/v1` });
    expect(moved.body).toMatchObject({ has_api_key: true });
    const elsewhere = await request('stt', 'PUT', path, { base_url: home.ears.url });
    expect(elsewhere.body).toMatchObject({ has_api_key: false });
    await removed('stt', one);
  });

  it('are asked from the next utterance and sentence on, where those of the environment fail', async () => {
    expect(await hear()).toEqual(['heard at home', 'openai']);
    const [one, other] = [await created('stt', ears()), await created('tts', voice())];
    expect(await hear()).toEqual(['heard at home', 'openai']);
    home.ears.setFault('401');
    home.voice.setFault('401');
    expect(await hear()).toEqual([WORDS, 'Attic']);
    expect(await speak()).toBe('Attic');
    expect(JSON.parse(attic.voice.speechRequests.at(-1)?.body ?? '{}')).toMatchObject({
      voice: 'nova',
    });
    const { providers } = await server.app.get(TtsService, { strict: false }).health();
    expect(providers).toMatchObject([
      { name: 'openai', circuit: 'open', lastError: 'authentication' },
      { name: 'Attic', circuit: 'closed' },
    ]);
    await removed('stt', one);
    await removed('tts', other);
    await expect(hear()).rejects.toMatchObject({ kind: 'stt', provider: 'openai' });
  });

  it('tell how they hear and speak, and what they have, as they were asked last', async () => {
    const [one, other] = [await created('stt', ears()), await created('tts', voice())];
    const [hearing, speaking] = [`/${String(one['id'])}`, `/${String(other['id'])}`];
    expect((await request('stt', 'POST', `${hearing}/test`)).body).toMatchObject({
      ok: true,
      said: 'Good morning. How are you today?',
      text: expect.any(String) as string,
    });
    expect((await request('tts', 'POST', `${speaking}/test`)).body).toMatchObject({
      ok: true,
      first_audio_ms: expect.any(Number) as number,
      duration_ms: 60 * 'Good morning. How are you today?'.length,
    });
    const voices = await request('tts', 'GET', `${speaking}/voices`);
    expect(voices.body).toMatchObject({ voices: [{ id: 'alloy' }, { id: 'nova' }] });
    const asked = attic.voice.requests.length;
    expect((await request('tts', 'GET', `${speaking}/voices`)).body).toEqual(voices.body);
    expect(attic.voice.requests.length).toBe(asked);
    expect((await request('tts', 'GET', `${speaking}/models`)).body).toMatchObject({
      models: ['tts-1'],
    });
    expect((await request('tts', 'GET', speaking)).body).toMatchObject({
      models: ['tts-1'],
      voices: (voices.body as Json)['voices'],
      updated_at: other['updated_at'],
    });
    expect((await request('stt', 'GET', '/openai/models')).body).toMatchObject({
      models: ['whisper-1'],
    });
    expect((await request('stt', 'GET', '/deepgram/models')).status).toBe(409);
    await request('tts', 'PUT', speaking, { api_key: 'another' });
    expect((await request('tts', 'GET', `${speaking}/voices?refresh=true`)).status).toBe(502);
    expect((await request('tts', 'POST', `${speaking}/test`)).body).toMatchObject({
      ok: false,
      first_audio_ms: null,
      error: { category: 'authentication' },
    });
    await removed('stt', one);
    await removed('tts', other);
  });
});
