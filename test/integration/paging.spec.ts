import { randomUUID } from 'node:crypto';

import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { SessionsModule } from '../../src/sessions';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

type Row = { id: string; cursor: string; content: string; sequence: number };

describe('pages', () => {
  let database: TestDatabase;
  let server: TestApp;
  let handler: RecordTurnHandler;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [SessionsModule] });
    handler = server.app.get(RecordTurnHandler);
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const get = async (path: string): Promise<Row[]> => {
    const { status, body } = await server.request('GET', path);
    expect(status).toBe(200);
    return body as Row[];
  };
  const sql = (text: string, ...values: unknown[]) =>
    server.app.get(DataSource).query<unknown[]>(text, values);
  const last = (rows: readonly Row[]) => rows.at(-1)?.cursor ?? '';

  describe('of sessions', () => {
    /** Sessions of a user of their own, the oldest first; many were active in the same millisecond. */
    const sessionsOf = async (userId: string, count: number): Promise<string[]> => {
      const ids = Array.from({ length: count }, () => randomUUID());
      for (const [index, id] of ids.entries()) {
        await sql(
          `insert into sessions (id, user_id, channel, started_at, last_activity_at) values ($1, $2,
           'webrtc', now(), timestamptz '2026-01-01' + $3 * interval '1 microsecond')`,
          id,
          userId,
          index,
        );
      }
      return ids;
    };

    it('give every session once, to the microsecond', async () => {
      const userId = randomUUID();
      const ids = await sessionsOf(userId, 7);
      const seen: string[] = [];
      let page = await get(`/api/sessions?user_id=${userId}&limit=2`);
      while (page.length > 0) {
        seen.push(...page.map(({ id }) => id));
        page = await get(`/api/sessions?user_id=${userId}&limit=2&before=${last(page)}`);
      }
      expect(seen).toEqual(ids.reverse());
    });

    it('go on where they were when the last session shown is used again', async () => {
      const userId = randomUUID();
      const ids = (await sessionsOf(userId, 6)).reverse();
      const first = await get(`/api/sessions?user_id=${userId}&limit=3`);
      await sql('update sessions set last_activity_at = now() where id = $1', ids[2]);
      const second = await get(`/api/sessions?user_id=${userId}&limit=3&before=${last(first)}`);
      expect(second.map(({ id }) => id)).toEqual(ids.slice(3));
    });

    it('go on where they were when the last session shown, or any before it, is deleted', async () => {
      const userId = randomUUID();
      const ids = (await sessionsOf(userId, 6)).reverse();
      const first = await get(`/api/sessions?user_id=${userId}&limit=3`);
      for (const id of [ids[0], ids[2]]) await server.request('DELETE', `/api/sessions/${id}`);
      const second = await get(`/api/sessions?user_id=${userId}&limit=3&before=${last(first)}`);
      expect(second.map(({ id }) => id)).toEqual(ids.slice(3));
    });
  });

  describe('of messages', () => {
    const say = (id: string, startedAtMs: number, words: string) =>
      handler.handle(
        makeTurn({
          session: { id, userId: 'ann', channel: 'webrtc' },
          userText: `q-${words}`,
          spokenText: `a-${words}`,
          startedAtMs,
          endedAtMs: startedAtMs + 500,
        }),
      );

    it('neither repeat nor lose a message when a turn is stored late', async () => {
      const id = randomUUID();
      for (const n of [1, 2, 3, 4]) await say(id, n * 10_000, String(n));
      const first = await get(`/api/sessions/${id}/messages?limit=3`);
      // Between those shown, and before all of them.
      await say(id, 35_000, 'late');
      await say(id, 15_000, 'later');
      const cursor = first[0]?.cursor ?? '';
      const second = await get(`/api/sessions/${id}/messages?before=${cursor}`);
      const seen = [...second, ...first].map(({ content }) => content);
      expect(seen.filter((content) => content !== 'q-late' && content !== 'a-late')).toEqual(
        ['1', 'later', '2', '3', '4'].flatMap((words) => [`q-${words}`, `a-${words}`]),
      );
    });

    it('are in the order of the sequence, also where turns began in the same millisecond', async () => {
      const id = randomUUID();
      for (const [n, startedAtMs] of [5000, 1000, 5000, 1000, 3000].entries()) {
        await say(id, startedAtMs, String(n));
      }
      const rows = await get(`/api/sessions/${id}/messages`);
      expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_row, index) => index + 1));
    });
  });

  it('of turns give each once, the last begun first', async () => {
    const id = randomUUID();
    const session = { id, userId: 'ann', channel: 'webrtc' as const };
    const turns = [3, 1, 2, 2].map((n) => makeTurn({ session, startedAtMs: n * 1000 }));
    for (const turn of turns) await handler.handle(turn);
    const seen: Row[] = [];
    let page = await get(`/api/sessions/${id}/turns?limit=2`);
    while (page.length > 0) {
      seen.push(...page);
      page = await get(`/api/sessions/${id}/turns?limit=2&before=${last(page)}`);
    }
    expect(seen).toHaveLength(4);
    expect(seen[0]).toMatchObject({ id: turns[0]?.turnId, user_text: 'what time is it' });
    expect(seen.at(-1)?.id).toBe(turns[1]?.turnId);
    expect(await get(`/api/turns/${turns[1]?.turnId}`)).toEqual(seen.at(-1));
    const unknown = await server.request('GET', `/api/turns/${randomUUID()}`);
    expect(unknown.status).toBe(404);
  });

  it.each([
    ['/api/sessions', 'an id', randomUUID()],
    ['/api/sessions', 'nothing', ''],
    [`/api/sessions/${randomUUID()}/messages`, 'a sequence', '17'],
  ])('of %s refuse %s as a cursor, by name', async (path, _what, before) => {
    expect(await server.request('GET', `${path}?before=${before}`)).toMatchObject({
      status: 400,
      body: { field: 'before', detail: expect.stringContaining('cursor') as unknown },
    });
  });

  it("of messages refuse the sessions' cursor", async () => {
    const id = randomUUID();
    await handler.handle(makeTurn({ session: { id, userId: 'ann', channel: 'webrtc' } }));
    const [session] = await get('/api/sessions?limit=1');
    const path = `/api/sessions/${id}/messages?before=${session?.cursor ?? ''}`;
    expect(await server.request('GET', path)).toMatchObject({ status: 400 });
  });
});
