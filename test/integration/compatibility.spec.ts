import { randomUUID } from 'node:crypto';

import { OpenAiChatStandIn } from '@vox/stand-ins';

import { AgentsModule } from '../../src/agents';
import { CompatibilityModule } from '../../src/compatibility';
import { SessionsModule } from '../../src/sessions';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Json = Record<string, unknown>;

/** Each request as a client of VoxBridge 1 sends it. */
describe('what clients of VoxBridge 1 ask', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [AgentsModule, SessionsModule, CompatibilityModule],
      // Nobody is there, and nobody is asked for words or a voice.
      environment: {
        WHISPER_SERVER_URL: 'ws://user:secret@127.0.0.1:9',
        STT_FALLBACK_ORDER: 'none',
        CHATTERBOX_URL: 'http://127.0.0.1:9',
        TTS_FALLBACKS: 'none',
        N8N_WEBHOOK_URL: 'http://user:secret@127.0.0.1:9/webhook/x',
      },
    });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const get = async (path: string) => {
    const { status, body } = await server.request('GET', path);
    expect(status).toBe(200);
    return body as Json;
  };
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await server.request(method, path, body);
    return { status: answer.status, body: answer.body as Json };
  };

  it('/health', async () => {
    expect(await get('/health')).toEqual({
      status: 'ok',
      database: 'ok',
      botReady: false,
      inVoiceChannel: false,
      speakerLocked: false,
      activeSpeaker: null,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u),
    });
  });

  it('/status, without any password', async () => {
    const status = await get('/status');
    expect(status).toMatchObject({
      bot: { ready: false },
      voice: { connected: false, channelId: null },
      speaker: { locked: false },
      whisperx: { serverConfigured: true, serverUrl: 'ws://127.0.0.1:9' },
      services: { chatterbox: true, n8nWebhook: true, n8nWebhookUrl: null },
      sessions: { active: 0 },
      serviceHealth: { conversation: 'ok' },
    });
    expect(JSON.stringify(status)).not.toContain('secret');
  });

  it('/api/metrics', async () => {
    expect(await get('/api/metrics')).toMatchObject({
      latency: { avg: 0, p50: 0, p95: 0, p99: 0 },
      transcriptCount: 0,
      errorRate: 0,
    });
  });

  it('/api/transcripts', async () => {
    expect(await get('/api/transcripts?limit=10')).toEqual({ transcripts: [] });
    const refused = await server.request('GET', '/api/transcripts?limit=1000');
    expect(refused.status).toBe(400);
  });

  it('/api/speaker/unlock', async () => {
    expect(await send('POST', '/api/speaker/unlock', {})).toEqual({
      status: 200,
      body: { success: true, previousSpeaker: null },
    });
  });

  it('/api/config changes how long is waited, and says what it cannot change', async () => {
    const body = { SILENCE_THRESHOLD_MS: '800', MAX_SPEAKING_TIME_MS: 45_000, USE_STREAMING: true };
    expect(await send('POST', '/api/config', body)).toMatchObject({
      status: 200,
      body: { success: true, config: { SILENCE_THRESHOLD_MS: 800 } },
    });
    expect(await get('/api/config')).toEqual({ ...body, SILENCE_THRESHOLD_MS: 800 });
    const other = await send('POST', '/api/config', { MAX_SPEAKING_TIME_MS: 30_000 });
    expect(other).toMatchObject({ status: 400, body: { field: 'MAX_SPEAKING_TIME_MS' } });
  });

  it('/api/tts/config changes how the default agent sounds, and back', async () => {
    const options = {
      outputFormat: 'wav',
      speedFactor: 1.2,
      exaggeration: 1.5,
      voiceMode: 'clone',
      referenceAudioFilename: 'ada.wav',
      streamingStrategy: 'word',
    };
    expect(await send('POST', '/api/tts/config', { enabled: true, options })).toEqual({
      status: 200,
      body: { success: true, ignored: [] },
    });
    expect(await get('/api/tts/config')).toMatchObject({
      enabled: true,
      options: { speedFactor: 1.2, exaggeration: 1.5, referenceAudioFilename: 'ada.wav' },
    });
    await send('POST', '/api/tts/config', { enabled: false });
    expect(await get('/api/tts/config')).toMatchObject({ enabled: false });
  });

  it('/api/agents, with the old fields', async () => {
    const { status, body } = await send('POST', '/api/agents', {
      name: 'TechSupport',
      system_prompt: 'You help.',
      llm_provider: 'openrouter',
      llm_model: 'x/y',
      use_n8n: false,
      tts_exaggeration: 1,
      memory_scope: 'global',
      plugins: {},
    });
    expect([status, body['llm_steps']]).toEqual([201, [{ provider: 'openrouter', model: 'x/y' }]]);
    const changed = await send('PUT', `/api/agents/${String(body['id'])}`, { use_n8n: true });
    expect(changed).toMatchObject({ status: 200, body: { llm_steps: [{ provider: 'n8n' }] } });
    const wrong = await send('PUT', `/api/agents/${String(body['id'])}`, { llm_provdier: 'x' });
    expect(wrong).toMatchObject({ status: 400, body: { field: 'llm_provdier' } });
  });

  describe('/api/settings/llm-providers', () => {
    const PATH = '/api/settings/llm-providers';
    let models: OpenAiChatStandIn;

    beforeAll(async () => {
      models = await OpenAiChatStandIn.start({ models: ['llama', 'qwen'], apiKey: 'k' });
    });
    afterAll(() => models.close());

    it('adds one, lists its models, changes it, tries it and deletes it', async () => {
      const made = await send('POST', PATH, {
        name: 'Attic',
        base_url: `${models.url}/v1`,
        api_key: 'k',
        provider_type: 'ollama',
        default_model: null,
        is_active: true,
      });
      expect(made).toEqual({
        status: 201,
        body: {
          id: expect.any(String),
          name: 'Attic',
          base_url: `${models.url}/v1`,
          has_api_key: true,
          provider_type: 'custom',
          models: [],
          default_model: null,
          is_active: true,
          created_at: expect.any(String),
          updated_at: expect.any(String),
        },
      });
      const path = `${PATH}/${String(made.body['id'])}`;
      expect(await send('POST', `${path}/fetch-models`, undefined)).toEqual({
        status: 200,
        body: { success: true, models_count: 2, models: ['llama', 'qwen'] },
      });
      // Its form sent all fields, those that were not touched as null or empty.
      const changes = { name: null, api_key: '', default_model: 'qwen', is_active: false };
      const changed = await send('PUT', path, changes);
      const now = { default_model: 'qwen', is_active: false, has_api_key: true, name: 'Attic' };
      expect(changed).toMatchObject({ status: 200, body: { ...now, models: ['llama', 'qwen'] } });
      expect(await get(PATH)).toEqual([changed.body]);
      expect(await get(path)).toEqual(changed.body);
      expect(await send('POST', `${path}/test`, undefined)).toEqual({
        status: 200,
        body: { success: true, models_count: 2, response_time_ms: expect.any(Number) },
      });
      await send('PUT', path, { api_key: 'another' });
      expect(await send('POST', `${path}/test`, undefined)).toMatchObject({
        status: 200,
        body: { success: false, error: expect.any(String) },
      });
      expect((await send('DELETE', path, undefined)).status).toBe(204);
      expect((await send('POST', `${path}/test`, undefined)).status).toBe(404);
    });

    it('names the field that is wrong', async () => {
      const refused = await send('POST', PATH, { name: 'Attic', base_url: 'attic:11434' });
      expect(refused).toMatchObject({ status: 400, body: { field: 'base_url' } });
      expect(await send('POST', PATH, { name: 'Attic' })).toMatchObject({
        status: 400,
        body: { field: 'base_url' },
      });
    });
  });

  it('/api/sessions, with the old fields', async () => {
    const made = await send('POST', '/api/sessions', {
      user_id: 'ann',
      session_type: 'web',
      session_metadata: '{"device":"kitchen"}',
    });
    expect(made).toMatchObject({
      status: 201,
      body: { channel: 'webrtc', metadata: { device: 'kitchen' } },
    });
    const path = `/api/sessions/${String(made.body['id'])}`;
    const message = { role: 'user', content: 'A kettle, please.', audio_duration_ms: 900 };
    expect((await send('POST', `${path}/messages`, message)).status).toBe(201);
    expect(await get('/api/transcripts')).toMatchObject({
      transcripts: [{ text: 'A kettle, please.', sessionId: made.body['id'] }],
    });
    const renamed = await send('PATCH', path, { title: 'Tea', active: true });
    expect(renamed).toMatchObject({ status: 200, body: { title: 'Tea' } });
    expect(await send('PATCH', path, { active: false })).toMatchObject({
      status: 200,
      body: { title: 'Tea', active: false, ended_at: expect.any(String) },
    });
    expect(await send('PATCH', path, { title: 'Pot', active: false })).toMatchObject({
      status: 400,
      body: { field: 'active' },
    });
    const nobodys = `/api/sessions/${randomUUID()}`;
    expect((await send('PATCH', nobodys, { active: false })).status).toBe(404);
  });
});
