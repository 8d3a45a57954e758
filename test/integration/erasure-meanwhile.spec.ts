import { randomUUID } from 'node:crypto';

import { SessionEntity } from '@vox/database';
import { DataSource } from 'typeorm';

import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

describe('an erasure of somebody who opens a session meanwhile', () => {
  let whole: WholeApp;
  let database: DataSource;

  beforeAll(async () => {
    whole = await WholeApp.start();
    database = whole.app.get(DataSource);
  });
  afterAll(() => whole.stop());

  async function user(): Promise<string> {
    const made = await whole.post('/api/users', { display_name: 'Ann' });
    return String(((await made.json()) as Json)['id']);
  }
  async function askedFor(userId: string): Promise<() => Promise<Json>> {
    const answer = await whole.post(`/api/users/${userId}/erase`, {});
    const { id } = (await answer.json()) as Json;
    const report = async () =>
      (await (await whole.ask(`/api/erasures/${String(id)}`)).json()) as Json;
    return () => eventually(report, ({ state }) => state === 'done');
  }
  const left = async (userId: string) => [
    await database.query('select 1 from users where id = $1', [userId]),
    await database.query('select 1 from sessions where owner_id = $1', [userId]),
  ];

  it('takes it as well where another server has let them in, and stores it only now', async () => {
    const userId = await user();
    const other = database.createQueryRunner();
    await other.startTransaction();
    const id = randomUUID();
    const at = { startedAt: new Date(), lastActivityAt: new Date() };
    const session = { id, ownerId: userId, userId: 'late', channel: 'websocket', ...at } as const;
    await other.manager.insert(SessionEntity, session);
    const done = await askedFor(userId);
    // The account's row cannot go while somebody's is being stored that is of it.
    await eventually(
      () =>
        database.query<Json[]>(
          "select query from pg_stat_activity where wait_event_type = 'Lock' and query like '%users%'",
        ),
      (waiting) => waiting.length > 0,
    );
    await other.commitTransaction();
    await other.release();
    expect(await done()).toMatchObject({ erased: { sessions: 1, users: 1 } });
    expect(await left(userId)).toEqual([[], []]);
    // What is said in it from now on is of no session.
    expect(await database.query('select 1 from deleted_sessions where id = $1', [id])).toHaveLength(
      1,
    );
  });

  it('is tried again where it could not be done for that', async () => {
    const userId = await user();
    // Once: a sequence keeps its number also where its transaction ends for nothing.
    await database.query('create sequence late_sessions');
    await database.query(`create function open_session() returns trigger language plpgsql as $$ begin
      if nextval('late_sessions') = 1 then
        insert into sessions (id, owner_id, user_id, channel, started_at, last_activity_at)
          values (gen_random_uuid(), old.id, 'late', 'websocket', now(), now());
      end if;
      return old; end $$`);
    await database.query(
      'create trigger open_session before delete on users for each row execute function open_session()',
    );
    const done = await askedFor(userId);
    expect(await done()).toMatchObject({ erased: { users: 1 } });
    expect(await left(userId)).toEqual([[], []]);
    const [{ tries } = {}] = await database.query<Json[]>(
      'select last_value::int as tries from late_sessions',
    );
    expect(tries).toBe(2);
  });
});
