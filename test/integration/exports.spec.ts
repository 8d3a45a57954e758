import { JobQueue, recordTurnJobId } from '@vox/jobs';

import { SessionsModule } from '../../src/sessions';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

type Json = Record<string, unknown>;

describe('exports', () => {
  let database: TestDatabase;
  let server: TestApp;
  const turns = [
    makeTurn(),
    makeTurn({ session: { id: crypto.randomUUID(), userId: 'ann', channel: 'discord' } }),
    makeTurn({ session: { id: crypto.randomUUID(), userId: 'ben', channel: 'discord' } }),
  ];
  const [mine, also, theirs] = turns.map(({ session }) => session.id);

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [SessionsModule],
      environment: { DATA_DIR: database.dataDir },
      runsServerJobs: true,
    });
    const queue = server.app.get(JobQueue);
    for (const turn of turns) {
      await queue.add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
    }
    await eventually(
      async () => (await server.request('GET', '/api/sessions')).body as Json[],
      (found) => found.length === 3 && found.every((one) => one['message_count'] === 2),
    );
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const text = (method: string, path: string) => server.text(method, path);
  const ordered = async (body: Json) => {
    const made = await server.request('POST', '/api/exports', body);
    expect(made).toMatchObject({ status: 202, body: { state: 'pending' } });
    const path = `/api/exports/${String((made.body as Json)['id'])}`;
    const file = await eventually(
      () => text('GET', path),
      ({ status }) => status === 200,
    );
    return { path, file };
  };
  const linesOf = (body: string) =>
    body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);

  it("of one user's sessions are a file of JSON Lines", async () => {
    const { file } = await ordered({ user_id: 'ann' });
    expect(file.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename=".*\.jsonl"$/u);
    const lines = linesOf(file.body);
    expect(lines.filter(({ type }) => type === 'session').map(({ id }) => id)).toEqual(
      expect.arrayContaining([mine, also]),
    );
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatchObject({ type: 'message', role: 'user', content: 'what time is it' });
    expect(file.body).not.toContain(theirs);
  });

  it('of one session are answered at once, also to be read', async () => {
    const direct = await text('POST', `/api/sessions/${mine}/export?format=markdown`);
    expect(direct).toMatchObject({ status: 200 });
    expect(direct.body).toMatch(/^# Conversation\n[^]*\*\*User\*\* \([^)]+\): what time is it\n/u);
    expect(direct.body).toContain('It is noon.');
    const none = await text('POST', `/api/sessions/${crypto.randomUUID()}/export`);
    expect(none.status).toBe(404);
  });

  it('are gone when something of them is deleted', async () => {
    const { path } = await ordered({ user_id: 'ann' });
    const { path: other } = await ordered({ session_id: theirs });
    await server.request('DELETE', `/api/sessions/${also}`);
    expect((await text('GET', path)).status).toBe(404);
    expect((await text('GET', other)).status).toBe(200);
    expect((await text('DELETE', other)).status).toBe(204);
    expect((await text('GET', other)).status).toBe(404);
  });

  it.each([
    [{}],
    [{ user_id: 'ann', session_id: mine }],
    [{ user_id: 'ann', group_id: crypto.randomUUID() }],
  ])('are of a session, a user or a group: %j', async (body) => {
    const refused = await server.request('POST', '/api/exports', body);
    expect(refused).toMatchObject({ status: 400, body: { field: 'user_id' } });
  });
});
