import { randomUUID } from 'node:crypto';

import { SessionEntity } from '@vox/database';
import { DataSource } from 'typeorm';

import { SessionsModule } from '../../src/sessions';
import { sessionsInOrder } from '../../src/sessions/session-query';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Row = { id: string; cursor: string };

/** More than are looked through before the index of words is asked. */
const MANY = 240;

describe('a search in sessions', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [SessionsModule] });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  /** A session for each text, whose one message it is; the last text is in the session that was active last. */
  const sessionsOf = async (userId: string, texts: readonly string[]): Promise<string[]> => {
    const rows = texts.map((content, index) => ({
      id: randomUUID(),
      turn: randomUUID(),
      content,
      at: new Date(Date.UTC(2026, 0, 1, 0, 0, index)),
    }));
    await server.app.get(DataSource).query(
      `with said as (select * from jsonb_to_recordset($1) as said (id uuid, turn uuid, content text, at timestamptz)),
         session as (insert into sessions (id, user_id, channel, active, started_at, last_activity_at)
           select id, $2, 'webrtc', false, at, at from said),
         turn as (insert into turns (id, session_id, state, started_at, ended_at)
           select turn, id, 'completed', at, at from said)
       insert into messages (session_id, turn_id, turn_started_at, sequence, role, content, outcome, spoken_at)
       select id, turn, at, 1, 'user', content, 'completed', at from said`,
      [JSON.stringify(rows), userId],
    );
    return rows.map(({ id }) => id);
  };
  const search = async (query: Record<string, string>): Promise<Row[]> => {
    const { status, body } = await server.request(
      'GET',
      `/api/sessions?${new URLSearchParams(query).toString()}`,
    );
    expect(status).toBe(200);
    return body as Row[];
  };
  const found = async (userId: string, q: string) =>
    (await search({ user_id: userId, q })).map(({ id }) => id);

  it('finds words that were said in one message, in any order, large or small, the last one by its beginning', async () => {
    const userId = randomUUID();
    const [sea, shore] = await sessionsOf(userId, [
      'Die Überfahrt über die See dauerte lange.',
      'She said “Hello” on the shore — twice.',
    ]);
    expect(await found(userId, 'see überf')).toEqual([sea]);
    expect(await found(userId, 'ÜBERFAHRT')).toEqual([sea]);
    expect(await found(userId, 'hello')).toEqual([shore]);
    expect(await found(userId, 'twi')).toEqual([shore]);
    expect(await found(userId, 'hello see')).toEqual([]);
    expect(await found(userId, 'über hello')).toEqual([]);
    expect(await found(userId, '?!')).toEqual([]);
  });

  it('finds words of the title, as it is now', async () => {
    const { body } = await server.request('POST', '/api/sessions', {
      user_id: randomUUID(),
      title: 'Groceries for Sunday',
    });
    const { id, user_id: userId } = body as { id: string; user_id: string };
    expect(await found(userId, 'sunday groc')).toEqual([id]);
    await server.request('PATCH', `/api/sessions/${id}`, { title: 'Errands' });
    expect(await found(userId, 'groceries')).toEqual([]);
    expect(await found(userId, 'errands')).toEqual([id]);
  });

  it.each([
    ['few sessions, the oldest ones', (index: number) => index < 5],
    ['every thirtieth session', (index: number) => index % 30 === 0],
    ['every sixth session', (index: number) => index % 6 === 0],
    ['all sessions', () => true],
  ])('finds words that are in %s, page by page', async (_which, has) => {
    const userId = randomUUID();
    const texts = Array.from({ length: MANY }, (_, index) => (has(index) ? 'a kiwi' : 'a plum'));
    const ids = await sessionsOf(userId, texts);
    const seen: string[] = [];
    const query = { user_id: userId, q: 'kiwi', limit: '15' };
    let page = await search(query);
    while (page.length > 0) {
      seen.push(...page.map(({ id }) => id));
      page = await search({ ...query, before: page.at(-1)?.cursor ?? '' });
    }
    expect(seen).toEqual(ids.filter((_id, index) => has(index)).reverse());
  });

  it('finds what was said before as many have begun as are looked through, who said nothing yet', async () => {
    const userId = randomUUID();
    const ids = await sessionsOf(userId, ['a kiwi', 'a plum', 'a kiwi']);
    await server.app.get(DataSource).query(
      `insert into sessions (id, user_id, channel, active, started_at, last_activity_at)
       select gen_random_uuid(), $1, 'webrtc', true, now(), now() from generate_series(1, $2)`,
      [userId, MANY],
    );
    expect(await found(userId, 'kiwi')).toEqual([ids[2], ids[0]]);
  });

  it('keeps to the other filters', async () => {
    const userId = randomUUID();
    const [first] = await sessionsOf(userId, ['kiwi']);
    const ask = async (filter: Record<string, string>) =>
      (await search({ user_id: userId, q: 'kiwi', ...filter })).map(({ id }) => id);
    expect(await ask({ channel: 'webrtc', active: 'false', from: '2026-01-01' })).toEqual([first]);
    expect(await ask({ to: '2026-01-01' })).toEqual([first]);
    expect(await ask({ channel: 'discord' })).toEqual([]);
    expect(await ask({ active: 'true' })).toEqual([]);
    expect(await ask({ from: '2026-01-02' })).toEqual([]);
    expect(await ask({ to: '2025-12-31' })).toEqual([]);
    expect(await ask({ agent_id: randomUUID() })).toEqual([]);
  });

  it('narrows a list to who talks, by words of their name or id, as they are now', async () => {
    const tag = `t${randomUUID().slice(0, 8)}`;
    const talks = async (user: string) => (await search({ user })).map(({ id }) => id);
    const made = async (userId: string, name: string) => {
      const body = { user_id: userId, user_name: name };
      return ((await server.request('POST', '/api/sessions', body)).body as Row).id;
    };
    const anna = await made(`anna@${tag}.org`, `Änna ${tag} Smith`);
    const ben = await made(`user-${tag}-17`, 'Ben');
    expect(await talks(`smith ${tag}`)).toEqual([anna]);
    expect(await talks(`ÄNNA ${tag}`)).toEqual([anna]);
    expect(await talks(`anna@${tag}.o`)).toEqual([anna]);
    expect(await talks(`ben user-${tag}-1`)).toEqual([ben]);
    expect((await talks(tag)).sort()).toEqual([anna, ben].sort());
    expect(await talks(`${tag} jones`)).toEqual([]);
    expect(await talks('?')).toEqual([]);
    expect((await search({ user: tag, q: 'groceries' })).length).toBe(0);
    const sql = server.app.get(DataSource);
    await sql.query("update sessions set user_name = 'Jones' where id = $1", [ben]);
    expect(await talks(`${tag} jones`)).toEqual([ben]);
    expect(await search({ user: tag, owner_id: randomUUID() })).toEqual([]);
  });

  describe('where several talk', () => {
    /** A channel's session, in which somebody speaks who is known by an id alone. */
    const room = async (speakerId: string, ownerId: string | null = null) => {
      const [id] = await sessionsOf(`discord-channel:${randomUUID()}`, ['Hello there.']);
      const sql = server.app.get(DataSource);
      await sql.query('update messages set speaker_ids = $2 where session_id = $1', [
        id,
        [randomUUID(), speakerId],
      ]);
      await sql.query('update sessions set owner_id = $2 where id = $1', [id, ownerId]);
      return id;
    };
    const talks = async (user: string) => (await search({ user })).map(({ id }) => id);

    it('finds each who has spoken, by the whole id, beside sessions of their own', async () => {
      const ann = String(Math.floor(Math.random() * 1e15) + 1e17);
      const shared = await room(ann);
      await room(randomUUID());
      const [own] = await sessionsOf(`discord:${ann}`, ['Hello.']);
      expect((await talks(ann)).sort()).toEqual([shared, own].sort());
      expect((await talks(`discord:${ann}`)).sort()).toEqual([shared, own].sort());
      expect(await talks(ann.slice(0, -1))).toEqual([own]);
      expect(await search({ user: ann, q: 'there' })).toMatchObject([{ id: shared }]);
    });

    it('finds no others’ sessions for who is no admin, and is asked of no index of all speakers', async () => {
      const sql = server.app.get(DataSource);
      const [user]: { id: string }[] = await sql.query(
        'insert into users (display_name) values ($1) returning id',
        [randomUUID()],
      );
      const ownerId = user?.id ?? '';
      const ann = randomUUID();
      const [own] = [await room(ann, ownerId), await room(ann)];
      const repository = sql.getRepository(SessionEntity);
      const caller = { scopes: new Set(['read'] as const), ownerId, actor: 'test' };
      const asked = sessionsInOrder(repository, caller, { user: ann });
      expect((await asked.getMany()).map(({ id }) => id)).toEqual([own]);
      const planOf = async (query: typeof asked) => {
        const [text, values] = query.getQueryAndParameters();
        return sql.transaction(async (manager) => {
          await manager.query('set local enable_seqscan = off');
          return JSON.stringify(await manager.query(`explain ${text}`, values));
        });
      };
      expect(await planOf(asked)).toMatch(/messages_of_several/u);
      expect(await planOf(asked)).not.toMatch(/messages_speakers|sessions_names/u);
      const admin = { ...caller, scopes: new Set(['admin'] as const) };
      const plan = await planOf(sessionsInOrder(repository, admin, { user: ann }));
      expect(plan).toMatch(/messages_speakers/u);
    });
  });

  it('counts days where the reader is', async () => {
    const userId = randomUUID();
    const [last] = await sessionsOf(userId, ['at midnight in London']);
    const during = async (from: string, to: string) =>
      (await search({ user_id: userId, from, to })).map(({ id }) => id);
    // New Year's Day in Berlin ends before midnight in London does, and begins with it an hour before.
    expect(await during('2025-12-31T23:00:00Z', '2026-01-01T23:00:00Z')).toEqual([last]);
    expect(await during('2026-01-01T00:00:00+01:00', '2026-01-01T00:00:00+00:00')).toEqual([]);
    expect(await during('2026-01-01T00:00:00Z', '2026-01-01')).toEqual([last]);
  });
});
