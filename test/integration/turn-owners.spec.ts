import { randomUUID } from 'node:crypto';

import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '@vox/database';
import { JobsModule, RecordedTurns, WebhookFanOut } from '@vox/jobs';
import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

describe('turns of sessions that have an owner', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let dataSource: DataSource;
  let handler: RecordTurnHandler;

  beforeAll(async () => {
    database = await startTestDatabase();
    const root = {
      module: class TestModule {},
      imports: [
        DatabaseModule.forRoot({ url: database.url, poolSize: 3 }),
        JobsModule.forRoot({ runsHere: false }),
      ],
    };
    app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    dataSource = app.get(DataSource);
    handler = new RecordTurnHandler(dataSource, app.get(WebhookFanOut));
  });
  afterAll(async () => {
    await app.close();
    await database.stop();
  });

  async function makeOwner(): Promise<string> {
    const made: { id: string }[] = await dataSource.query(
      "insert into users (display_name) values ('one of them') returning id",
    );
    return made[0]!.id;
  }
  /** The same user's name in one session, as `ownerId` says whose it is. */
  const turnOf = (id: string, ownerId?: string) =>
    makeTurn({
      session: { id, userId: 'me', channel: 'websocket', ...(ownerId && { ownerId }) },
    });
  const storedIn = async (sessionId: string) => {
    const query = 'select id from turns where session_id = $1';
    const rows: { id: string }[] = await dataSource.query(query, [sessionId]);
    return rows.map(({ id }) => id).sort();
  };

  it('are written for that owner alone, and those of others wait for nothing', async () => {
    const [ann, bob] = [await makeOwner(), await makeOwner()];
    const id = randomUUID();
    const own = [turnOf(id, ann), turnOf(id, ann)];
    const others = [turnOf(id, bob), turnOf(id)];
    for (const turn of [own[0]!, ...others, own[1]!]) await handler.handle(turn);
    expect(await storedIn(id)).toEqual(own.map(({ turnId }) => turnId).sort());
    const more = turnOf(id, ann);
    expect(await app.get(RecordedTurns).settled([...own, ...others, more])).toEqual(
      new Set([...own, ...others].map(({ turnId }) => turnId)),
    );
  });

  it("are no owner's where the server's own session is", async () => {
    const ann = await makeOwner();
    const id = randomUUID();
    const [own, hers] = [turnOf(id), turnOf(id, ann)];
    await handler.handle(own);
    await handler.handle(hers);
    expect(await storedIn(id)).toEqual([own.turnId]);
    expect(await app.get(RecordedTurns).settled([hers])).toEqual(new Set([hers.turnId]));
  });

  it("become the server's own when their owner was deleted meanwhile", async () => {
    const gone = randomUUID();
    const id = randomUUID();
    const turns = [turnOf(id, gone), turnOf(id, gone)];
    for (const turn of turns) await handler.handle(turn);
    expect(await storedIn(id)).toEqual(turns.map(({ turnId }) => turnId).sort());
    expect(await app.get(RecordedTurns).settled([turnOf(id, gone)])).toEqual(new Set());
  });

  it('are written though somebody opens their session at the same moment', async () => {
    const ann = await makeOwner();
    const turn = turnOf(randomUUID(), ann);
    const { handling } = await dataSource.transaction(async (manager) => {
      await manager.query(
        `insert into sessions (id, user_id, owner_id, channel, started_at, last_activity_at)
         values ($1, 'me', $2, 'websocket', now(), now())`,
        [turn.session.id, ann],
      );
      // Not awaited here: it waits until this transaction is over.
      const handling = handler.handle(turn);
      await eventually(
        () =>
          dataSource.query<unknown[]>(
            "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
          ),
        (waiting) => waiting.length === 1,
      );
      return { handling };
    });
    await handling;
    expect(await storedIn(turn.session.id)).toEqual([turn.turnId]);
  });
});
