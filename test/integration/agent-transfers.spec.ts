import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { HttpToolEntity, LlmProviderEntity, SpeechProviderEntity } from '@vox/database';
import { DataSource, type EntityManager } from 'typeorm';

import { silenceLogs } from './support/quiet-logger';
import { type Json, type RestServer, startRestServer } from './support/rest-server';

silenceLogs();

const EXAMPLE = join(__dirname, '../../examples/move-agent.sh');
const HOOK = 'https://n8n.example.org/webhook/lawyer';

describe('an agent that is copied', () => {
  let server: RestServer;
  let manager: EntityManager;
  let steps: Json;

  beforeAll(async () => {
    server = await startRestServer();
    manager = server.app.get(DataSource).manager;
    const row = { kind: 'openai', apiKey: null };
    const llm = await manager.save(LlmProviderEntity, { ...row, name: 'Attic' });
    const at = { ...row, baseUrl: 'http://127.0.0.1:9' };
    const ear = await manager.save(SpeechProviderEntity, { ...at, service: 'stt', name: 'Ear' });
    const mouth = await manager.save(SpeechProviderEntity, { ...at, service: 'tts', name: 'Ear' });
    await manager.save(HttpToolEntity, { ...TOOL, name: 'find_law' });
    const [judge, jury] = await Promise.all(['Dredd', 'Jury'].map((name) => created({ name })));
    steps = {
      transfer_to: [judge?.['id']],
      consults: [jury?.['id'], judge?.['id']],
      llm_steps: [{ provider: llm.id, model: 'x/y' }, { provider: 'local' }],
      stt_steps: [{ provider: ear.id }, { provider: 'embedded' }],
      tts_steps: [{ provider: mouth.id, voice: 'nova' }],
    };
  });
  afterAll(() => server.stop());

  const post = (path: string, body?: Json) => server.request('POST', path, body);
  const created = async (body: Json): Promise<Json> => {
    const answer = await post('/api/agents', { system_prompt: 'Be exact.', ...body });
    expect(answer.status).toBe(201);
    return answer.body as Json;
  };
  const idOf = ({ id }: Json) => String(id);
  const duplicate = (agent: Json, body: Json = {}) =>
    post(`/api/agents/${idOf(agent)}/duplicate`, body);
  const exported = async (agent: Json) => {
    const { status, body } = await server.request('GET', `/api/agents/${idOf(agent)}/export`);
    expect(status).toBe(200);
    return body as { agent: Json } & Json;
  };
  const webhookOf = async ({ id }: Json) => {
    const { agent } = await server.conversations.getOrCreateSession({
      userId: 'ann',
      agentId: String(id),
      channel: 'websocket',
    });
    return agent.llm;
  };
  /** All that people set. */
  const full = (name: string) => ({
    name,
    ...steps,
    greeting: 'Good day.',
    n8n_webhook_url: HOOK,
    temperature: 0,
    tts_exaggeration: 0.4,
    silence_threshold_ms: 700,
    barge_in: 'graceful',
    filter_actions_for_tts: true,
    records: true,
    redact_stored: ['phone'],
    redact_for_models: ['card', 'iban'],
    tools: ['current_time', 'find_law'],
    discord: { mode: 'room', wake_phrases: ['counsel'] },
    is_active: false,
  });
  /** What tells two agents apart though they talk alike. */
  const alike = (agent: Json): Json => {
    const { id: _id, name: _name, created_at: _at, updated_at: _then, ...same } = agent;
    return same;
  };

  it('has all of the other, its webhook is called with the same secret, and has no bot', async () => {
    const secrets = { n8n_auth: 'Bearer wholly-secret', discord_token: 'wholly.secret' };
    const agent = await created({ ...full('Lawyer'), ...secrets });
    const { status, body } = await duplicate(agent);
    expect({ status, body: alike(body as Json) }).toEqual({
      status: 201,
      body: { ...alike(agent), has_discord_token: false },
    });
    expect(body).toMatchObject({ name: 'Lawyer 2', has_n8n_auth: true });
    const header = { name: 'Authorization', value: 'Bearer wholly-secret' };
    await server.request('PUT', `/api/agents/${idOf(body as Json)}`, { is_active: true });
    expect(await webhookOf(body as Json)).toMatchObject({ n8nWebhookHeader: header });
  });

  it('counts on where a name is taken, and takes one that is given unless it is taken', async () => {
    const agent = await created({ name: 'Clerk' });
    const names = await Promise.all([duplicate(agent), duplicate(agent), duplicate(agent)]);
    expect(names.map(({ body }) => (body as Json)['name']).sort()).toEqual([
      'Clerk 2',
      'Clerk 3',
      'Clerk 4',
    ]);
    const copy = names[0].body as Json;
    expect((await duplicate(copy)).body).toMatchObject({ name: 'Clerk 5' });
    const named = await created({ name: 'GPT 4' });
    expect((await duplicate(named)).body).toMatchObject({ name: 'GPT 4 2' });
    const long = await created({ name: `${'x'.repeat(97)}🦜.` });
    expect((await duplicate(long)).body).toMatchObject({ name: `${'x'.repeat(97)} 2` });
    expect(await duplicate(agent, { name: ' Judge ' })).toMatchObject({
      status: 201,
      body: { name: 'Judge' },
    });
    const taken = await duplicate(agent, { name: 'Judge' });
    expect(taken).toMatchObject({ status: 409, body: { field: 'name' } });
    expect((await duplicate({ id: randomUUID() })).status).toBe(404);
  });

  it('is written without secrets, with names in the place of ids, and read back the same', async () => {
    const secrets = { n8n_auth: 'Bearer wholly-secret', discord_token: 'wholly.secret' };
    const agent = await created({ ...full('Notary'), ...secrets });
    const document = await exported(agent);
    expect(document).toMatchObject({
      format: 'voxbridge-agent',
      version: 1,
      secrets: ['n8n_auth', 'discord_token'],
      agent: {
        name: 'Notary',
        llm_steps: [{ provider: 'Attic', model: 'x/y' }, { provider: 'local' }],
        stt_steps: [{ provider: 'Ear' }, { provider: 'embedded' }],
        tts_steps: [{ provider: 'Ear', voice: 'nova' }],
        tools: ['current_time', 'find_law'],
        transfer_to: ['Dredd'],
        consults: ['Jury', 'Dredd'],
      },
    });
    const text = JSON.stringify(document);
    for (const hidden of ['wholly', idOf(agent), idOf((steps['stt_steps'] as Json[])[0] ?? {})]) {
      expect(text).not.toContain(hidden);
    }
    await server.request('DELETE', `/api/agents/${idOf(agent)}`);
    const { status, body } = await post('/api/agents/import', document);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { outcome: 'created', missing: [], secrets: ['n8n_auth', 'discord_token'] },
    });
    const made = (body as { agent: Json }).agent;
    const bare = { has_n8n_auth: false, has_discord_token: false };
    expect(alike(made)).toEqual({ ...alike(agent), ...bare });
    expect((await exported(made)).agent).toEqual(document.agent);
  });

  it('is never overwritten unless it is asked for, and keeps its secrets then', async () => {
    const n8n_auth = 'Bearer wholly-secret';
    const agent = await created({ name: 'Bailiff', n8n_webhook_url: HOOK, n8n_auth });
    const document = await exported(agent);
    await server.request('PUT', `/api/agents/${idOf(agent)}`, {
      greeting: 'Hello.',
      temperature: 1,
      tools: ['end_call'],
      stt_steps: [{ provider: 'embedded' }],
      discord: { mode: 'room' },
    });
    const other = { ...document, agent: { ...document.agent, system_prompt: 'Be quick.' } };
    const refused = await post('/api/agents/import', other);
    expect(refused).toMatchObject({ status: 409, body: { field: 'agent.name' } });
    const renamed = await post('/api/agents/import?on_conflict=rename', other);
    expect(renamed.body).toMatchObject({ outcome: 'created', agent: { name: 'Bailiff 2' } });
    const { body } = await post('/api/agents/import?on_conflict=overwrite', other);
    expect(body).toMatchObject({ outcome: 'overwritten', secrets: [], agent: { id: agent['id'] } });
    expect(alike((body as { agent: Json }).agent)).toEqual({
      ...alike(agent),
      system_prompt: 'Be quick.',
    });
    const fresh = { ...document, agent: { ...document.agent, name: 'Usher' } };
    const made = await post('/api/agents/import?on_conflict=overwrite', fresh);
    expect(made.body).toMatchObject({ outcome: 'created', agent: { name: 'Usher' } });
  });

  it('tells all that is missing, and goes without where that is asked for', async () => {
    const agent = {
      name: 'Stranger',
      system_prompt: 'Be far.',
      llm_steps: [{ provider: 'Cellar' }, { provider: 'Attic', model: 'x/y' }],
      tts_steps: [{ provider: 'Attic' }],
      tools: ['end_call', 'find_gold'],
      consults: ['Dredd', 'Pilate'],
    };
    const document = { format: 'voxbridge-agent', version: 1, agent };
    const { status, body } = await post('/api/agents/import', document);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: {
        field: 'agent.llm_steps.0.provider',
        errors: [
          { field: 'agent.llm_steps.0.provider', detail: expect.stringContaining('Cellar') },
          { field: 'agent.tts_steps.0.provider' },
          { field: 'agent.consults.1' },
          { field: 'agent.tools.1', detail: expect.stringContaining('find_gold') },
        ],
      },
    });
    expect((await post('/api/agents/import?missing=leave_out', document)).body).toMatchObject({
      outcome: 'created',
      missing: [
        { field: 'agent.llm_steps.0.provider', name: 'Cellar' },
        { field: 'agent.tts_steps.0.provider', name: 'Attic' },
        { field: 'agent.consults.1', name: 'Pilate' },
        { field: 'agent.tools.1', name: 'find_gold' },
      ],
      agent: {
        llm_steps: [{ provider: expect.any(String), model: 'x/y' }],
        tts_steps: null,
        consults: [expect.any(String)],
        tools: ['end_call', 'find_gold'],
      },
    });
  });

  it('goes from one server to another as the example has it', async () => {
    const agent = await created({ name: 'Traveller', greeting: 'Here I am.' });
    const file = join(server.database.dataDir, 'agent.json');
    const url = await server.app.getUrl();
    const { stdout } = await promisify(execFile)('sh', [EXAMPLE, idOf(agent), url, url, file]);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'created',
      agent: { name: 'Traveller 2', greeting: 'Here I am.' },
    });
  });

  it.each([
    ['version', { version: 2 }],
    ['format', { format: 'n8n' }],
    ['agent.temperature', { agent: { name: 'A', system_prompt: 'x', temperature: 3 } }],
    ['agent.n8n_auth', { agent: { name: 'A', system_prompt: 'x', n8n_auth: 'Bearer x' } }],
    ['agent.system_prompt', { agent: { name: 'A' } }],
  ])('is refused with the name of the field %s', async (field, wrong) => {
    const agent = { name: 'A', system_prompt: 'x' };
    const document = { format: 'voxbridge-agent', version: 1, agent, ...wrong };
    const answer = await post('/api/agents/import', document);
    expect(answer).toMatchObject({ status: 400, body: { field } });
  });
});

const TOOL = {
  description: 'Finds it.',
  parameters: { type: 'object', properties: {} },
  method: 'GET',
  url: 'https://law.example.org',
  timeoutMs: 1000,
  kind: 'wait',
  isReadOnly: true,
} as const;
