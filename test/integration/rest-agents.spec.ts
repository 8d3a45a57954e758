import { randomUUID } from 'node:crypto';

import { DEFAULT_AGENT } from '@vox/database';

import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { type Json, type RestServer, startRestServer } from './support/rest-server';
silenceLogs();

describe('/api/agents', () => {
  let server: RestServer;

  beforeAll(async () => {
    server = await startRestServer();
  });
  afterAll(() => server.stop());

  const created = async (body: Json): Promise<Json> => {
    const answer = await server.request('POST', '/api/agents', body);
    expect(answer.status).toBe(201);
    return answer.body as Json;
  };
  const defaults = async () =>
    ((await server.request('GET', '/api/agents')).body as Json[])
      .filter((agent) => agent['is_default'] === true)
      .map((agent) => agent['id']);

  it('makes, shows, changes and deletes an agent', async () => {
    const agent = await created({
      name: ' Clerk ',
      system_prompt: 'Be exact.',
      temperature: 0.2,
    });
    expect(agent).toMatchObject({
      name: 'Clerk',
      temperature: 0.2,
      greeting: null,
      is_default: false,
      is_active: true,
    });
    const path = `/api/agents/${String(agent['id'])}`;
    const changed = await server.request('PUT', path, { temperature: null, greeting: 'Hello.' });
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'Clerk', temperature: null, greeting: 'Hello.' },
    });
    expect((await server.request('GET', path)).body).toEqual(changed.body);
    expect((await server.request('DELETE', path)).status).toBe(204);
    expect((await server.request('GET', path)).status).toBe(404);
  });

  it('keeps every setting of an agent, and hands it to its conversations', async () => {
    const settings = {
      greeting: 'Good day.',
      llm_steps: [{ provider: 'openrouter', model: 'x/y' }, { provider: 'local' }],
      stt_steps: [{ provider: 'deepgram' }, { provider: 'embedded' }],
      tts_steps: [{ provider: 'openai', voice: 'nova' }, { provider: 'embedded' }],
      llm_model: 'z',
      n8n_webhook_url: 'https://n8n.example.org/webhook/own',
      temperature: 0,
      max_tokens: 80,
      retention_days: 30,
      redact_stored: ['email', 'phone'],
      redact_for_models: ['card'],
      limits: { session: { usd: 0.5, minutes: 10 }, day: { tokens: 100_000 } },
      tts_voice: 'ada',
      tts_rate: 0.9,
      tts_pitch: 1.1,
      tts_volume: 0.8,
      tts_exaggeration: 0.4,
      tts_cfg_weight: 0.3,
      tts_temperature: 0.7,
      tts_language: 'pt-BR',
      silence_threshold_ms: 700,
      barge_in: 'graceful',
      thinking_sound_after_ms: 1500,
      filter_actions_for_tts: true,
      records: true,
      tools: ['current_time', 'end_call'],
      transfer_to: ['00000000-0000-4000-8000-000000000002'],
      consults: ['00000000-0000-4000-8000-000000000003'],
      tool_confirmation: 'always',
    };
    const agent = await created({ name: 'Full', system_prompt: 'x', ...settings });
    expect(agent).toMatchObject(settings);
    const path = `/api/agents/${String(agent['id'])}`;
    expect((await server.request('GET', path)).body).toEqual(agent);
    const { sessionId, agent: config } = await server.conversations.getOrCreateSession({
      userId: 'ann',
      agentId: String(agent['id']),
      channel: 'websocket',
    });
    expect(config).toMatchObject({
      llm: { steps: settings.llm_steps, n8nWebhookUrl: settings.n8n_webhook_url },
      sttSteps: settings.stt_steps,
      tts: {
        steps: settings.tts_steps,
        volume: 0.8,
        exaggeration: 0.4,
        cfgWeight: 0.3,
        temperature: 0.7,
      },
      bargeIn: 'graceful',
      thinkingSoundAfterMs: 1500,
      filterActions: true,
      records: true,
      redactStored: ['email', 'phone'],
    });
    expect(config.llm.redact).toEqual(['card']);
    await server.request('PUT', path, {
      llm_steps: [{ provider: 'n8n' }],
      stt_steps: null,
      tts_volume: null,
    });
    const edited = await server.conversations.getAgentConfig(sessionId);
    expect(edited.llm.steps).toEqual([{ provider: 'n8n' }]);
    expect(edited).not.toHaveProperty('sttSteps');
    expect(edited.tts.steps).toEqual(settings.tts_steps);
    expect(edited.tts).not.toHaveProperty('volume');
  });

  it.each([
    ['n8n_auth', { name: 'a', system_prompt: 'x', n8n_auth: 's3cret' }],
    ['name', { system_prompt: 'x' }],
    ['name', { name: 'x'.repeat(101), system_prompt: 'x' }],
    ['temperature', { name: 'a', system_prompt: 'x', temperature: 3 }],
    ['tts_rate', { name: 'a', system_prompt: 'x', tts_rate: 'fast' }],
    ['voice', { name: 'a', system_prompt: 'x', voice: 'typo' }],
  ])('answers 400 and names the field %s', async (field, body) => {
    const answer = await server.request('POST', '/api/agents', body);
    expect(answer).toMatchObject({ status: 400, body: { field } });
  });

  it('answers 400 for an id that is none, 404 for one of nobody, 409 for a taken name', async () => {
    expect(await server.request('GET', '/api/agents/42')).toMatchObject({
      status: 400,
      body: { field: 'id' },
    });
    const nobody = `/api/agents/${randomUUID()}`;
    expect((await server.request('PUT', nobody, { name: 'x' })).status).toBe(404);
    await created({ name: 'Taken', system_prompt: 'x' });
    expect(
      await server.request('POST', '/api/agents', { name: 'Taken', system_prompt: 'y' }),
    ).toMatchObject({ status: 409, body: { field: 'name' } });
  });

  it('has one default agent whoever asks at once, which can be neither deleted nor switched off', async () => {
    const agents = await Promise.all(
      ['A', 'B', 'C'].map((name) => created({ name, system_prompt: 'x' })),
    );
    const answers = await Promise.all(
      agents.map((agent) =>
        server.request('PUT', `/api/agents/${String(agent['id'])}/set-default`),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [chosen, ...others] = await defaults();
    expect(others).toEqual([]);
    const path = `/api/agents/${String(chosen)}`;
    expect((await server.request('DELETE', path)).status).toBe(409);
    expect((await server.request('PUT', path, { is_active: false })).status).toBe(409);
    await server.request('PUT', `/api/agents/${DEFAULT_AGENT.id}/set-default`);
    expect(await defaults()).toEqual([DEFAULT_AGENT.id]);
  });

  it('changes the prompt of conversations in progress, also when the agent is deleted', async () => {
    const agent = await created({ name: 'Pirate', system_prompt: 'Arr.' });
    const agentId = String(agent['id']);
    const { sessionId } = await server.conversations.getOrCreateSession({
      userId: 'ann',
      agentId,
      channel: 'websocket',
    });
    await server.request('PUT', `/api/agents/${agentId}`, { system_prompt: 'Ahoy.' });
    const prompt = async () =>
      (await server.conversations.getConversationContext(sessionId)).map(({ content }) => content);
    expect(await prompt()).toEqual(['Ahoy.']);
    await server.request('DELETE', `/api/agents/${agentId}`);
    expect(await prompt()).toEqual([DEFAULT_AGENT.systemPrompt]);
    const session = await server.request('GET', `/api/sessions/${sessionId}`);
    expect(session).toMatchObject({ status: 200, body: { agent_id: null } });
  });

  it('answers 503 while the database is away, and serves again when it is back', async () => {
    process.kill(server.database.postgres.pid, 'SIGKILL');
    const statuses: number[] = [];
    await eventually(
      async () => {
        const { status } = await server.request('GET', '/api/agents');
        statuses.push(status);
        return status;
      },
      (status) => status === 200 && statuses.includes(503),
    );
    expect(new Set(statuses)).toEqual(new Set([503, 200]));
  });
});
