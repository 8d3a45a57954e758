import { DEFAULT_AGENT } from '@vox/database';

import { AgentsModule } from '../../src/agents';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Json = Record<string, unknown>;

describe('the list of agents', () => {
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

  const created = async (body: Json): Promise<void> => {
    expect((await server.request('POST', '/api/agents', body)).status).toBe(201);
  };

  it('is a page at a time, each agent on one of them, also when the default one changes between', async () => {
    for (const name of ['p3', 'p1', 'p2', 'p4']) await created({ name, system_prompt: 'x' });
    const all = (await server.request('GET', '/api/agents?limit=200')).body as Json[];
    expect(all[0]).toMatchObject({ is_default: true });
    const names = all.slice(1).map(({ name }) => String(name));
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other)));
    for (const limit of [1, 2, 3]) {
      const seen: unknown[] = [];
      let path: string | undefined = `/api/agents?limit=${limit}`;
      let turn = 0;
      while (path !== undefined) {
        const { body, headers } = await server.request('GET', path);
        expect((body as Json[]).length).toBeLessThanOrEqual(limit);
        seen.push(...(body as Json[]).map(({ id }) => id));
        path = /^<([^>]+)>; rel="next"$/u.exec(headers.get('link') ?? '')?.[1];
        const next = all[turn++ % all.length]?.['id'];
        await server.request('PUT', `/api/agents/${String(next)}/set-default`);
      }
      expect(seen.length).toBe(all.length);
      expect(new Set(seen)).toEqual(new Set(all.map(({ id }) => id)));
      await server.request('PUT', `/api/agents/${DEFAULT_AGENT.id}/set-default`);
    }
  });

  it.each(['limit=0', 'limit=201', 'after=x', 'after=W10', 'after=%00'])(
    'refuses a page that is none: %s',
    async (query) => {
      const field = query.split('=')[0];
      const answer = await server.request('GET', `/api/agents?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { field } });
    },
  );

  it('makes no more than MAX_AGENTS', async () => {
    const few = await startTestApp({
      url: database.url,
      rooms: [AgentsModule],
      environment: { MAX_AGENTS: '1' },
    });
    const refused = await few.request('POST', '/api/agents', {
      name: 'One more',
      system_prompt: 'x',
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('MAX_AGENTS') },
    });
    await few.app.close();
  });
});
