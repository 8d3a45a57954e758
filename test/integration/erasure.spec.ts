import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { impersonalTables, personalTables } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { DataSource } from 'typeorm';

import { eventually } from '../support/eventually';
import { placesOf, textColumns } from './support/held-places';
import { CANARY, PlantedPerson } from './support/planted-person';
import { silenceLogs } from './support/quiet-logger';
import { makeTurn } from './support/turns';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

/** Filled only while an erasure goes on. */
const PASSING = ['erasures.person'];

describe('everything of a person', () => {
  let whole: WholeApp;
  let dataDir: string;
  let ann: PlantedPerson;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'vox-erasure-'));
    whole = await WholeApp.start({ DATA_DIR: dataDir, OUTBOUND_ALLOW_PRIVATE: 'true' });
    await whole.post('/api/webhooks', {
      url: 'http://127.0.0.1:9/hook',
      events: ['session.started', 'session.ended', 'turn.completed'],
    });
    ann = new PlantedPerson(whole, dataDir);
    await ann.plant();
  });
  afterAll(async () => {
    await whole.stop();
    await rm(dataDir, { recursive: true });
  });

  const places = (needles: readonly string[]) => {
    const queue = whole.app.get(JobQueue);
    return placesOf(needles, { database: whole.app.get(DataSource), dataDir, queue });
  };
  const personalColumns = (what: 'all' | 'exported') =>
    Object.entries(personalTables).flatMap(([table, { personal, hidden = [] }]) =>
      personal
        .filter((column) => what === 'all' || !hidden.includes(column))
        .map((column) => `${table}.${column}`)
        .filter((column) => !PASSING.includes(column)),
    );
  const erased = async (key: string, id: string) =>
    eventually(
      async () => {
        const headers = { 'x-api-key': key };
        const answer = await fetch(`${whole.url}/api/erasures/${id}`, { headers });
        return (await answer.json()) as Json;
      },
      ({ state }) => state === 'done',
    );

  it('is somewhere that is known: each table and column is named', async () => {
    const known = Object.entries(personalTables).flatMap(([table, { personal, technical }]) =>
      [...personal, ...technical].map((column) => `${table}.${column}`),
    );
    const columns = (await textColumns(whole.app.get(DataSource)))
      .filter(({ schema, table }) => schema === 'public' && !Object.hasOwn(impersonalTables, table))
      .map(({ table, column }) => `${table}.${column}`);
    expect([...new Set(known)].sort()).toEqual([...known].sort());
    expect(columns.sort()).toEqual(known.sort());
    const tables: { name: string }[] = await whole.app
      .get(DataSource)
      .query("select tablename as name from pg_tables where schemaname = 'public'");
    const named = [...Object.keys(personalTables), ...Object.keys(impersonalTables)];
    expect(tables.map(({ name }) => name).sort()).toEqual(named.sort());
  });

  it('is planted in each column that can hold some, in the queue, the journal and files', async () => {
    const found = await places(ann.needles);
    expect(found).toEqual(expect.arrayContaining(personalColumns('all')));
    expect(found).toContain('the queue');
    expect(found.filter((place) => place.startsWith('journal'))).toHaveLength(2);
    expect(found.filter((place) => place.startsWith('exports'))).toHaveLength(4);
    expect(found.filter((place) => place.startsWith('recordings/'))).toHaveLength(2);
  });

  it('is in their export, column by column', async () => {
    const answer = await ann.ask('GET', `/api/users/${ann.userId}/export`);
    expect(answer.headers.get('content-type')).toContain('application/jsonl');
    const lines = (await answer.text()).trim().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as Json);
    const needles = ann.needles.map((needle) => needle.toLowerCase());
    const holds = (text: string) => needles.some((needle) => text.toLowerCase().includes(needle));
    const held = rows.flatMap(({ type, ...columns }) =>
      Object.entries(columns)
        .filter(([, value]) => holds(JSON.stringify(value)))
        .map(([column]) => `${String(type)}.${column}`),
    );
    expect(held).toEqual(expect.arrayContaining(personalColumns('exported')));
    const types = new Set(rows.map(({ type }) => type));
    expect([...types]).toEqual(
      expect.arrayContaining(['invites', 'audit_log', 'turns', 'group_invites', 'group_members']),
    );
    const recordings = rows.filter(({ type }) => type === 'recordings');
    expect(
      recordings.map(({ session_id, id, audio }) => [
        session_id,
        audio === `/api/sessions/${String(session_id)}/recordings/${String(id)}/audio`,
      ]),
    ).toEqual(expect.arrayContaining([[ann.sessionId, true]]));
    for (const hidden of [
      'key_hash',
      'sealed_key',
      'token_hash',
      'words',
      'title_words',
      'user_words',
    ]) {
      expect(rows.filter((row) => hidden in row)).toEqual([]);
    }
    expect(JSON.stringify(rows)).not.toContain(ann.key);
  });

  it('is an admin’s to have, too', async () => {
    const path = `/api/users/${ann.userId}/export`;
    /** Which row of which table; that somebody has asked is on record each time. */
    const rowsIn = async (answer: Response) =>
      (await answer.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Json)
        .filter(({ type }) => type !== 'export' && type !== 'audit_log')
        .map(({ type, id, session_id }) => `${String(type)} ${String(id ?? session_id)}`)
        .sort();
    const own = await rowsIn(await ann.ask('GET', path));
    expect(own.length).toBeGreaterThan(10);
    expect(await rowsIn(await whole.ask(path))).toEqual(own);
  });

  it('is nobody else’s to have or to erase', async () => {
    const other = new PlantedPerson(whole, dataDir);
    const user = (await (await whole.post('/api/users', { display_name: 'Bob' })).json()) as Json;
    const asked = { user_id: user['id'], name: 'all', scopes: ['talk', 'read'] };
    other.key = String(((await (await whole.post('/api/keys', asked)).json()) as Json)['key']);
    for (const [method, what] of [
      ['GET', 'export'],
      ['POST', 'export'],
      ['POST', 'erase'],
    ] as const) {
      const body = what === 'erase' ? {} : undefined;
      const answer = await other.ask(method, `/api/users/${ann.userId}/${what}`, body);
      expect({ what, status: answer.status }).toEqual({ what, status: 404 });
    }
    const made = await other.ask('POST', '/api/erasures', { user_ids: [CANARY] });
    const { id } = (await made.json()) as Json;
    expect(await erased(other.key, String(id))).toMatchObject({ erased: {} });
    expect((await ann.ask('GET', `/api/erasures/${String(id)}`)).status).toBe(404);
    expect((await ann.ask('GET', `/api/sessions/${ann.sessionId}`)).status).toBe(200);
  });

  it('is nowhere once it was erased, and what comes late stays out', async () => {
    const kept = makeTurn({ userText: 'PEARTREE' });
    await ann.enqueue(kept);
    await eventually(
      () => places(['PEARTREE']),
      (found) => found.includes('messages.content'),
    );
    const late = ann.turn('late');
    const unseen = crypto.randomUUID();
    const lateElsewhere = ann.turn('late, in a session that was never stored', {
      session: { ...late.session, id: unseen },
    });
    const answer = await ann.ask('POST', `/api/users/${ann.userId}/erase`, {});
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as Json;
    const report = await erased(whole.key, String(id));
    expect(report).toMatchObject({
      user_id: ann.userId,
      erased: {
        talks: 1,
        sessions: 2,
        users: 1,
        api_keys: 1,
        group_invites: 1,
        group_members: 2,
        invites: 1,
        discord_users: 1,
        memories: 1,
        session_summaries: 1,
        jobs: 2,
        journal_entries: 2,
        export_files: 2,
        recordings: 2,
        recording_files: 2,
      },
    });
    expect(JSON.stringify(report)).not.toContain(CANARY);
    await ann.live?.closed();
    expect(await places(ann.needles)).toEqual([]);

    for (const turn of [late, lateElsewhere]) await ann.enqueue(turn);
    const database = whole.app.get(DataSource);
    // What was spent stays spent, and is nobody's; also what is told of too late.
    await ann.enqueueUse(9);
    const spent = await eventually(
      () =>
        database.query<Json[]>(
          'select characters, user_id, owner_id, session_id from provider_uses where characters between 7 and 9 order by 1',
        ),
      (rows) => rows.length === 2,
    );
    const nobody = { user_id: null, owner_id: null, session_id: null };
    expect(spent).toEqual([
      { characters: 7, ...nobody },
      { characters: 9, ...nobody },
    ]);
    await eventually(
      () => places(ann.needles),
      (found) => found.length === 0,
    );
    expect(await database.query('select 1 from sessions where id = $1', [unseen])).toEqual([]);
    expect((await ann.ask('GET', '/api/sessions')).status).toBe(401);
    // Of two groups that were theirs, one has somebody who stays.
    const groups = await database.query<Json[]>(
      'select id, role from groups left join group_members on group_id = id where id = any($1)',
      [ann.groupIds],
    );
    expect(groups).toEqual([{ id: ann.groupIds[1], role: 'owner' }]);
    // Of the room only what they said goes.
    const left = await database.query<Json[]>(
      'select speaker_ids from messages where session_id = $1',
      [ann.roomId],
    );
    expect(left).toEqual([{ speaker_ids: ['42'] }, { speaker_ids: ['42'] }]);
    expect(await places(['PEARTREE'])).toEqual(['messages.content', 'messages.words']);
  });

  it('can be erased by what clients call them, and is no other’s of that name', async () => {
    const user = (await (await whole.post('/api/users', { display_name: 'Shop' })).json()) as Json;
    const shop = new PlantedPerson(whole, dataDir);
    const asked = { user_id: user['id'], name: 'all', scopes: ['talk', 'read'] };
    shop.key = String(((await (await whole.post('/api/keys', asked)).json()) as Json)['key']);
    const session = { user_id: 'dora', title: 'PLUMTREE' };
    await shop.ask('POST', '/api/sessions', session);
    await shop.ask('POST', '/api/sessions', { ...session, user_id: 'eve' });
    await whole.post('/api/sessions', session);
    // What is remembered of a person stays with the user through whom they talk, also when its session is gone.
    const remember = `insert into memories (user_id, person, fact, origin)
      select $1::uuid, person, 'PLUMTREE', 'person' from unnest(array['dora', 'eve']) person`;
    await whole.app.get(DataSource).query(remember, [user['id']]);
    const facts = () =>
      whole.app
        .get(DataSource)
        .query<Json[]>("select person from memories where fact = 'PLUMTREE' order by 1");
    const titles = async () =>
      whole.app
        .get(DataSource)
        .query<Json[]>("select user_id from sessions where title = 'PLUMTREE' order by 1");
    const made = await shop.ask('POST', '/api/erasures', { user_ids: ['dora'] });
    await erased(shop.key, String(((await made.json()) as Json)['id']));
    expect(await titles()).toEqual([{ user_id: 'dora' }, { user_id: 'eve' }]);
    expect(await facts()).toEqual([{ person: 'eve' }]);
    const all = await whole.post('/api/erasures', { user_ids: ['dora', 'eve'] });
    await erased(whole.key, String(((await all.json()) as Json)['id']));
    expect(await titles()).toEqual([]);
    expect(await facts()).toEqual([]);
  });

  it('leaves that somebody on Discord is not to be heard, and nothing else', async () => {
    const database = whole.app.get(DataSource);
    const [id, key] = ['612345678901234567', ['discord:612345678901234567']];
    await database.query(
      'insert into discord_users (user_id, is_listened_to, language) values ($1, false, $2)',
      [id, 'de'],
    );
    const made = await whole.post('/api/erasures', { user_ids: key });
    await erased(whole.key, String(((await made.json()) as Json)['id']));
    expect(await database.query('select * from discord_users where user_id = $1', [id])).toEqual([
      { user_id: id, is_listened_to: false, language: null, forgotten_at: null },
    ]);
  });
});
