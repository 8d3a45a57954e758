import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { AgentEntity, ServerEntity, SessionEntity, TurnEntity } from '@vox/database';
import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { AppConfig } from '../../src/config';
import { ConversationService } from '../../src/conversation';
import { PersistenceModule } from '../../src/persistence';
import { ApplyRetentionHandler } from '../../src/privacy/apply-retention.handler';
import { Retention } from '../../src/privacy/retention';
import { eventually } from '../support/eventually';
import { databaseInZone } from './support/database-in-zone';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';

silenceLogs();

const DAY_MS = 24 * 3_600_000;

describe('what is kept for so many days', () => {
  let database: TestDatabase;
  let server: TestApp;
  const startedMs = Date.now();
  const agoMs = (days: number) => startedMs - days * DAY_MS;

  beforeAll(async () => {
    const run = jest.spyOn(ApplyRetentionHandler.prototype, 'handle');
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [PersistenceModule],
      environment: {
        DATA_DIR: database.dataDir,
        RETENTION_DAYS: '30',
        AUDIT_RETENTION_DAYS: '365',
      },
      runsServerJobs: true,
    });
    // The job of its start would delete what is made for the tests.
    await eventually(
      () => run.mock.results.length,
      (count) => count > 0,
    );
    await run.mock.results[0]?.value;
    run.mockRestore();
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const retention = () => server.app.get(Retention);
  const rows = () => server.app.get(DataSource);

  /** A turn that was said so many days ago, in a session of its own unless one is given. */
  async function said(days: number, agentId?: string, sessionId: string = randomUUID()) {
    const turn = makeTurn({
      session: {
        id: sessionId,
        userId: 'ann',
        channel: 'websocket',
        ...(agentId === undefined ? {} : { agentId }),
      },
      startedAtMs: agoMs(days),
      endedAtMs: agoMs(days) + 1000,
    });
    await server.app.get(RecordTurnHandler, { strict: false }).handle(turn);
    return { sessionId, turnId: turn.turnId };
  }
  const agentFor = async (retentionDays: number | null) => {
    const name = `for ${String(retentionDays)}`;
    const row = rows()
      .getRepository(AgentEntity)
      .create({ name, systemPrompt: 'x', retentionDays });
    return (await rows().getRepository(AgentEntity).save(row)).id;
  };
  const isThere = ({ sessionId: id }: { sessionId: string }) =>
    rows().getRepository(SessionEntity).existsBy({ id });

  it('is for an agent as it says, and else as the server does', async () => {
    const [brief, long, plain] = [await agentFor(7), await agentFor(365), await agentFor(null)];
    const gone = [await said(31), await said(31, plain), await said(8, brief)];
    const kept = [
      await said(29),
      await said(31, long),
      await said(29, plain),
      await said(6, brief),
    ];
    // Of a session that goes on what is older goes.
    const older = await said(31);
    const newer = await said(1, undefined, older.sessionId);
    const counts = { sessions: 3, turns: 4, messages: 8 };
    expect(await retention().count(startedMs)).toEqual(counts);
    const dry = await server.request('POST', '/api/retention', { dry_run: true });
    expect(dry).toMatchObject({ status: 200, body: { dry_run: true, expired: counts } });
    expect(await Promise.all([...gone, ...kept].map(isThere))).toEqual(Array(7).fill(true));
    const done = await server.request('POST', '/api/retention', { dry_run: false });
    expect(done.body).toEqual({ dry_run: false, expired: counts });
    expect(await Promise.all(gone.map(isThere))).toEqual([false, false, false]);
    expect(await Promise.all([...kept, older].map(isThere))).toEqual(Array(5).fill(true));
    const turns = await rows().getRepository(TurnEntity).findBy({ sessionId: older.sessionId });
    expect(turns.map(({ id }) => id)).toEqual([newer.turnId]);
    expect(await retention().count(startedMs)).toEqual({});
  });

  it('goes with its exports, and does not come back with a turn that waited', async () => {
    const old = await said(40);
    const made = await server.request('POST', '/api/exports', { session_id: old.sessionId });
    const file = `/api/exports/${(made.body as { id: string }).id}`;
    await eventually(
      () => server.text('GET', file),
      ({ status }) => status === 200,
    );
    await retention().delete(startedMs);
    expect((await server.text('GET', file)).status).toBe(404);
    expect(await readdir(path.join(database.dataDir, 'exports'))).toEqual([]);
    await said(40, undefined, old.sessionId);
    expect(await isThere(old)).toBe(false);
  });

  it('is deleted when its time has come, and not while somebody is talking', async () => {
    const [quiet, busy] = [await said(1), await said(1)];
    const heldBy = randomUUID();
    const seenAt = new Date(startedMs + DAY_MS);
    await rows().getRepository(ServerEntity).insert({ id: heldBy, seenAt });
    const talking = { active: true, heldBy };
    await rows().getRepository(SessionEntity).update({ id: busy.sessionId }, talking);
    await retention().delete(startedMs + 28 * DAY_MS);
    expect([await isThere(quiet), await isThere(busy)]).toEqual([true, true]);
    await retention().delete(startedMs + 30 * DAY_MS);
    expect([await isThere(quiet), await isThere(busy)]).toEqual([false, true]);
    await rows().getRepository(SessionEntity).delete({ id: busy.sessionId });
  });

  it('has days of 24 hours, also where the database has had its clocks changed meanwhile', async () => {
    // Los Angeles has summer time since 2026-03-08: 30 days of its own before are 30 days and an hour.
    const atMs = Date.parse('2026-03-20T00:00:00Z');
    const endedAtMs = atMs - 30 * DAY_MS + DAY_MS / 48;
    const turn = makeTurn({ startedAtMs: endedAtMs - 1000, endedAtMs });
    await server.app.get(RecordTurnHandler, { strict: false }).handle(turn);
    const there = await databaseInZone('America/Los_Angeles', database.url);
    const [config, conversations] = [
      server.app.get(AppConfig),
      server.app.get(ConversationService),
    ];
    const counted = await new Retention(there, config, conversations).count(atMs);
    const expected = await retention().count(atMs);
    await there.destroy();
    await rows().getRepository(SessionEntity).delete({ id: turn.session.id });
    expect(counted).toEqual(expected);
  });

  it('is longer for what is on record, by a setting of its own', async () => {
    const at = (days: number) => new Date(agoMs(days));
    for (const days of [31, 364, 366]) {
      await rows().query(
        `insert into audit_log (at, actor, action) values ($1, 'server key', 'test')`,
        [at(days)],
      );
    }
    await rows().query(
      `insert into erasures (id, state, finished_at) values (gen_random_uuid(), 'done', $1)`,
      [at(366)],
    );
    const [{ id }] = await rows().query<[{ id: string }]>(
      `insert into webhooks (id, url, events, secret) values (gen_random_uuid(), 'http://a.example', '{}', 'x') returning id`,
    );
    for (const days of [29, 31]) {
      await rows().query(
        `insert into webhook_deliveries (id, webhook_id, event, created_at) values (gen_random_uuid(), $1, 'session.ended', $2)`,
        [id, at(days)],
      );
    }
    const counts = { audit_log: 1, erasures: 1, webhook_deliveries: 1 };
    expect(await retention().count(startedMs)).toEqual(counts);
    expect(await retention().delete(startedMs)).toEqual(counts);
    expect(await rows().query('select 1 from audit_log')).toHaveLength(2);
  });

  it('leaves what was spent, on nobody’s account', async () => {
    for (const days of [29, 31]) {
      await rows().query(
        `insert into provider_uses (id, used_at, kind, provider, purpose, session_id, user_id, is_estimated, server_id)
         values (gen_random_uuid(), $1, 'stt', 'deepgram', 'hearing', gen_random_uuid(), 'ann', false, gen_random_uuid())`,
        [new Date(agoMs(days))],
      );
    }
    expect(await retention().delete(startedMs)).toEqual({});
    const left = await rows().query<unknown[]>(
      'select user_id, session_id is null as is_of_none from provider_uses order by used_at',
    );
    expect(left).toEqual([
      { user_id: null, is_of_none: true },
      { user_id: 'ann', is_of_none: false },
    ]);
  });

  it('leaves nobody’s id on what was spent, by whichever alone it was somebody’s', async () => {
    await rows().query('delete from provider_uses');
    /** Whose it is, by one column each: what is asked for by REST has no session, and that of a job no name. */
    const whose = ['session_id', 'turn_id', 'owner_id', 'user_id'];
    for (const days of [29, 31]) {
      for (const column of whose) {
        await rows().query(
          `insert into provider_uses (id, used_at, kind, provider, purpose, ${column}, is_estimated, server_id)
           values (gen_random_uuid(), $1, 'stt', 'deepgram', 'hearing', gen_random_uuid(), false, gen_random_uuid())`,
          [new Date(agoMs(days))],
        );
      }
    }
    expect(await retention().delete(startedMs)).toEqual({});
    const left = await rows().query<unknown[]>(
      `select used_at < $1 as is_over, count(*)::int as uses, count(session_id)::int as session_id,
         count(turn_id)::int as turn_id, count(owner_id)::int as owner_id, count(user_id)::int as user_id
       from provider_uses group by 1 order by 1`,
      [new Date(agoMs(30))],
    );
    const each = (count: number) => Object.fromEntries(whose.map((column) => [column, count]));
    expect(left).toEqual([
      { is_over: false, uses: 4, ...each(1) },
      { is_over: true, uses: 4, ...each(0) },
    ]);
  });

  it('is looked after by a job', async () => {
    const old = await said(40);
    const handler = server.app.get(ApplyRetentionHandler);
    await Promise.all([handler.ask(), handler.ask()]);
    await eventually(
      () => isThere(old),
      (there) => !there,
    );
  });
});
