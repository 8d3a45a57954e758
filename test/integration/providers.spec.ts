import { randomBytes, randomUUID } from 'node:crypto';

import { OpenAiChatStandIn } from '@vox/stand-ins';
import type { DataSource } from 'typeorm';
import { createDataSource } from '@vox/database';

import { AgentsModule } from '../../src/agents';
import { ConversationService } from '../../src/conversation';
import { LlmService } from '../../src/llm';
import { ProvidersModule } from '../../src/providers';
import { SecretBox, secretPurpose } from '../../src/secrets';
import { givenKey } from '../../src/secrets/key-file';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Json = Record<string, unknown>;

const LOST = randomUUID();

describe('/api/providers', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let server: TestApp;
  let attic: OpenAiChatStandIn;
  let cellar: OpenAiChatStandIn;
  let home: OpenAiChatStandIn;

  beforeAll(async () => {
    attic = await OpenAiChatStandIn.start({ reply: () => 'The attic.', apiKey: 'attic-key' });
    cellar = await OpenAiChatStandIn.start({ reply: () => 'The cellar.', models: ['old-one'] });
    home = await OpenAiChatStandIn.start({ reply: () => 'Home.' });
    database = await startTestDatabase();
    dataSource = await createDataSource(database.url, 2).initialize();
    const purpose = secretPurpose('llm_providers.api_key', LOST);
    const sealed = await new SecretBox(givenKey(randomBytes(32))).seal('gone', purpose);
    await dataSource.query(
      `insert into llm_providers (id, name, kind, base_url, api_key) values ($1, 'Lost', 'local', $2, $3)`,
      [LOST, home.url, sealed],
    );
    server = await startTestApp({
      url: database.url,
      rooms: [AgentsModule, ProvidersModule],
      environment: {
        SECRETS_KEY: randomBytes(32).toString('hex'),
        LOCAL_LLM_BASE_URL: home.url,
        LOCAL_LLM_API_KEY: 'home-key',
        LLM_MAX_ATTEMPTS: '1',
      },
    });
  });
  afterAll(async () => {
    await server.app.close();
    await dataSource.destroy();
    await database.stop();
    await Promise.all([attic.close(), cellar.close(), home.close()]);
  });

  const request = (method: string, path: string, body?: unknown) =>
    server.request(method, `/api/providers${path}`, body);
  const created = async (body: Json): Promise<Json> => {
    const answer = await request('POST', '', body);
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return answer.body as Json;
  };
  const removed = async (...providers: Json[]) => {
    for (const { id } of providers) {
      expect((await request('DELETE', `/${String(id)}`)).status).toBe(204);
    }
  };
  const atAttic = (changes: Json = {}) => ({
    name: 'Attic',
    kind: 'local',
    base_url: attic.url,
    api_key: 'attic-key',
    default_model: 'stand-in-large',
    ...changes,
  });
  const atCellar = (changes: Json = {}) => ({
    name: 'Cellar',
    kind: 'local',
    base_url: cellar.url,
    ...changes,
  });

  it('keeps servers of one kind beside each other, and their keys to itself', async () => {
    const one = await created(atAttic({ position: 2 }));
    const other = await created(atCellar({ position: 1 }));
    expect(one).toMatchObject({ has_api_key: true, read_only: false, problem: null, models: [] });
    const list = await request('GET', '');
    expect((list.body as Json[]).map(({ id, read_only: fixed }) => [id, fixed])).toEqual([
      ['local', true],
      ['demo', true],
      [LOST, false],
      [other['id'], false],
      [one['id'], false],
    ]);
    expect(JSON.stringify(list.body)).not.toMatch(/attic-key|home-key/u);
    const sealed = await dataSource.query<unknown[]>(
      'select api_key from llm_providers where id = $1',
      [one['id']],
    );
    expect(sealed).toEqual([{ api_key: expect.stringMatching(/^v1\./u) as string }]);
    expect((await request('GET', `/${String(one['id'])}`)).body).toEqual(one);
    const paged = await request('GET', '?limit=4');
    expect(paged.headers.get('link')).toMatch(
      /^<\/api\/providers\?limit=4&after=\S+>; rel="next"$/u,
    );
    await removed(one, other);
    expect((await request('GET', `/${String(one['id'])}`)).status).toBe(404);
  });

  it('says of a key that cannot be read why its server is not asked', async () => {
    expect((await request('GET', `/${LOST}`)).body).toMatchObject({
      has_api_key: true,
      problem: expect.stringMatching(/^api_key: It was sealed with another key/u) as string,
    });
    expect((await request('POST', `/${LOST}/test`)).body).toMatchObject({ ok: false });
  });

  it('lets nobody change what the environment has set', async () => {
    expect((await request('GET', '/local')).body).toMatchObject({
      id: 'local',
      base_url: home.url,
      has_api_key: true,
      read_only: true,
    });
    expect((await request('PUT', '/local', { is_enabled: false })).status).toBe(409);
    expect((await request('DELETE', '/demo')).status).toBe(409);
    expect((await request('GET', '/openai')).status).toBe(404);
    expect(await request('GET', '/hal')).toMatchObject({ status: 400, body: { field: 'id' } });
  });

  it.each([
    ['base_url', { name: 'x', kind: 'local' }],
    ['base_url', { name: 'x', kind: 'openai', base_url: 'http://169.254.169.254/latest' }],
    ['kind', { name: 'x', kind: 'n8n' }],
    ['name', { name: 'local', kind: 'openai' }],
  ])('refuses by the name of %s', async (field, body) => {
    expect(await request('POST', '', body)).toMatchObject({ status: 400, body: { field } });
  });

  it('has each name once', async () => {
    const one = await created(atAttic());
    expect(await request('POST', '', atCellar({ name: 'Attic' }))).toMatchObject({
      status: 409,
      body: { field: 'name' },
    });
    await removed(one);
  });

  it('sends a key to no other place than the one it was given for', async () => {
    const one = await created(atAttic());
    const path = `/${String(one['id'])}`;
    const moved = await request('PUT', path, { base_url: `${attic.url}/v1` });
    expect(moved.body).toMatchObject({ has_api_key: true, base_url: `${attic.url}/v1` });
    const elsewhere = await request('PUT', path, { base_url: cellar.url });
    expect(elsewhere.body).toMatchObject({ has_api_key: false });
    await request('PUT', path, { base_url: attic.url, api_key: 'attic-key' });
    expect((await request('PUT', path, { kind: 'openai', base_url: null })).body).toMatchObject({
      has_api_key: false,
    });
    await removed(one);
  });

  it('tells how a server answers, and which models it has, as it was asked last', async () => {
    const one = await created(atCellar());
    const path = `/${String(one['id'])}`;
    expect((await request('POST', `${path}/test`)).body).toEqual({
      ok: true,
      latency_ms: expect.any(Number) as number,
      model: null,
      reply: 'The cellar.',
    });
    const first = await request('GET', `${path}/models`);
    expect(first.body).toMatchObject({ models: ['old-one'] });
    const asked = cellar.requests.length;
    expect((await request('GET', `${path}/models`)).body).toEqual(first.body);
    expect(cellar.requests.length).toBe(asked);
    await request('GET', `${path}/models?refresh=true`);
    expect(cellar.requests.length).toBe(asked + 1);
    expect((await request('GET', path)).body).toMatchObject({
      models: ['old-one'],
      updated_at: one['updated_at'],
    });
    cellar.setFault('503');
    expect((await request('GET', `${path}/models?refresh=true`)).status).toBe(502);
    expect((await request('POST', `${path}/test`, { model: 'other' })).body).toMatchObject({
      ok: false,
      model: 'other',
      error: { category: 'server' },
    });
    cellar.setFault(undefined);
    await removed(one);
  });

  it('answers the next turn of a conversation that goes on by whom its agent asks now', async () => {
    const [one, other] = [await created(atAttic()), await created(atCellar())];
    const [atticId, cellarId] = [String(one['id']), String(other['id'])];
    const agent = async (method: string, path: string, body: Json) =>
      (await server.request(method, `/api/agents${path}`, body)) as { status: number; body: Json };
    const clerk = await agent('POST', '', {
      name: 'Clerk',
      system_prompt: 'Be brief.',
      llm_steps: [{ provider: atticId, model: 'stand-in-small' }],
    });
    expect(clerk.body).toMatchObject({
      llm_steps: [{ provider: atticId, model: 'stand-in-small' }],
    });
    const agentId = String(clerk.body['id']);
    const { sessionId } = await server.app
      .get(ConversationService, { strict: false })
      .getOrCreateSession({ userId: 'ann', agentId, channel: 'websocket' });
    const llm = server.app.get(LlmService, { strict: false });
    const say = () => llm.generateResponseComplete(sessionId, 'Who is there?');
    expect(await say()).toBe('The attic.');

    expect(await request('DELETE', `/${atticId}`)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Clerk') as string },
    });
    const wrong = { llm_steps: [{ provider: 'local' }, { provider: randomUUID() }] };
    expect(await agent('PUT', `/${agentId}`, wrong)).toMatchObject({
      status: 400,
      body: { field: 'llm_steps.1.provider' },
    });
    const steps = [{ provider: cellarId }, { provider: atticId }, { provider: 'local' }];
    const changed = await agent('PUT', `/${agentId}`, { llm_steps: steps });
    expect(changed.body['llm_steps']).toEqual(steps);
    expect(changed.body['updated_at']).not.toBe(clerk.body['updated_at']);
    expect(await say()).toBe('The cellar.');

    await request('PUT', `/${cellarId}`, { is_enabled: false });
    expect(await say()).toBe('The attic.');
    await removed(one);
    expect(await say()).toBe('Home.');
    await removed(other);
    await server.request('DELETE', `/api/agents/${agentId}`);
  });
});
