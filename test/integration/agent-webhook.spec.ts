import { AgentsModule } from '../../src/agents';
import { ConversationService } from '../../src/conversation';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Json = Record<string, unknown>;

describe("what an agent's webhook wants to be called with", () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [AgentsModule] });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  it('is kept, handed to its conversations, and shown as no more than that it is there', async () => {
    const made = await server.request('POST', '/api/agents', {
      name: 'Guarded',
      system_prompt: 'x',
      n8n_webhook_url: 'http://vox:s3cret@n8n.example.org/webhook/own',
    });
    const bare = { n8n_webhook_url: 'http://n8n.example.org/webhook/own', has_n8n_auth: true };
    expect(made).toMatchObject({ status: 201, body: bare });
    const agentId = String((made.body as Json)['id']);
    const path = `/api/agents/${agentId}`;
    const conversations = server.app.get(ConversationService);
    const who = { userId: 'ann', agentId, channel: 'websocket' } as const;
    const { sessionId } = await conversations.getOrCreateSession(who);
    const header = async () => (await conversations.getAgentConfig(sessionId)).llm.n8nWebhookHeader;
    const value = `Basic ${Buffer.from('vox:s3cret').toString('base64')}`;
    expect(await header()).toEqual({ name: 'Authorization', value });
    const token = { type: 'bearer', token: 'abc-token' };
    const changed = await server.request('PUT', path, { n8n_auth: token });
    expect(changed).toMatchObject({ status: 200, body: bare });
    expect(await header()).toEqual({ name: 'Authorization', value: 'Bearer abc-token' });
    const list = await server.request('GET', '/api/agents');
    expect(JSON.stringify([made, changed, list])).not.toMatch(/s3cret|abc-token|"v1\./u);
    const elsewhere = { n8n_webhook_url: 'http://other.example.org/webhook/own' };
    const moved = await server.request('PUT', path, elsewhere);
    expect(moved.body).toMatchObject({ ...elsewhere, has_n8n_auth: false });
    expect(await header()).toBeUndefined();
    const refused = await server.request('PUT', path, { n8n_auth: 's3cret' });
    expect(refused).toMatchObject({ status: 400, body: { field: 'n8n_auth' } });
    expect(JSON.stringify(refused)).not.toContain('s3cret');
  });

  it.each(['tts_exaggeration', 'tts_cfg_weight', 'tts_temperature'])(
    'is not given %s where no voice has it',
    async (field) => {
      const refused = { status: 400, body: { field } };
      const agent = { name: `Without ${field}`, system_prompt: 'x' };
      const create = (value: unknown) =>
        server.request('POST', '/api/agents', { ...agent, [field]: value });
      expect(await create(0.5)).toMatchObject(refused);
      const made = await create(null);
      expect(made.status).toBe(201);
      const path = `/api/agents/${(made.body as { id: string }).id}`;
      expect(await server.request('PUT', path, { [field]: 0.5 })).toMatchObject(refused);
    },
  );
});
