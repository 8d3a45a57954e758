import { randomUUID } from 'node:crypto';

import {
  AgentEntity,
  createDataSource,
  DEFAULT_AGENT,
  runMigrations,
  seedDefaultAgent,
} from '@vox/database';
import { within } from '@vox/testing';
import type { DataSource } from 'typeorm';

import { connectWithRetry } from '../../libs/database/src/connect';
import { Apologies1764000200000 } from '../../libs/database/src/migrations/1764000200000-apologies';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';

jest.setTimeout(90_000);
silenceLogs();

describe('the schema', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await startTestDatabase();
    dataSource = await createDataSource(database.url, 1).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.stop();
  });

  it('goes up when several processes migrate at once, and goes down to nothing', async () => {
    await Promise.all([1, 2, 3].map(() => runMigrations(dataSource)));
    for (const _migration of dataSource.migrations) await dataSource.undoLastMigration();
    const left: { tablename: string }[] = await dataSource.query(
      "select tablename from pg_tables where schemaname = 'public'",
    );
    expect(left).toEqual([{ tablename: 'migrations' }]);
    await runMigrations(dataSource);
  });

  it("takes apologies out of the words that older versions stored as the model's, and puts them back", async () => {
    const sessionId = randomUUID();
    const migration = new Apologies1764000200000();
    const runner = dataSource.createQueryRunner();
    const at = new Date(0);
    await runner.query(
      `insert into sessions (id, user_id, channel, started_at, last_activity_at)
       values ($1, 'ann', 'webrtc', $2, $2)`,
      [sessionId, at],
    );
    const contents = [
      ['completed', "I'm sorry, I lost my train of thought."],
      ['failed', "I'm sorry, I can't answer right now. Please try again."],
      ['failed', "It is  I'm sorry, I lost my train of thought."],
      ['failed', 'It is the'],
    ];
    await migration.down(runner);
    for (const [index, [outcome, content]] of contents.entries()) {
      await runner.query(
        `insert into messages (session_id, turn_id, turn_started_at, sequence, role, content, outcome, spoken_at)
         values ($1, gen_random_uuid(), $2, $3, 'assistant', $4, $5, $2)`,
        [sessionId, at, index, content, outcome],
      );
    }
    const stored = (columns: string): Promise<Record<string, unknown>[]> =>
      runner.query(`select ${columns} from messages where session_id = $1 order by sequence`, [
        sessionId,
      ]);
    await migration.up(runner);
    expect(await stored('content, apology')).toEqual([
      { content: "I'm sorry, I lost my train of thought.", apology: null },
      { content: '', apology: "I'm sorry, I can't answer right now. Please try again." },
      { content: 'It is', apology: "I'm sorry, I lost my train of thought." },
      { content: 'It is the', apology: null },
    ]);
    await migration.down(runner);
    expect((await stored('content')).map(({ content }) => content)).toEqual([
      "I'm sorry, I lost my train of thought.",
      "I'm sorry, I can't answer right now. Please try again.",
      "It is I'm sorry, I lost my train of thought.",
      'It is the',
    ]);
    await migration.up(runner);
    await runner.release();
  });

  it('seeds one default agent, once, and leaves what people made of it', async () => {
    const agents = dataSource.getRepository(AgentEntity);
    await seedDefaultAgent(dataSource);
    await agents.update(DEFAULT_AGENT.id, { name: 'Renamed' });
    await seedDefaultAgent(dataSource);
    const all = await agents.find();
    expect(all.map(({ id, name, isDefault }) => ({ id, name, isDefault }))).toEqual([
      { id: DEFAULT_AGENT.id, name: 'Renamed', isDefault: true },
    ]);
  });

  it('allows one default agent only', async () => {
    await expect(
      dataSource.getRepository(AgentEntity).insert({
        name: 'Second',
        systemPrompt: 'x',
        isDefault: true,
      }),
    ).rejects.toThrow(/agents_one_default/);
  });
});

describe('connecting', () => {
  it('names the host, and not the password, of a database that is not there', async () => {
    const url = 'postgres://vox:sesame@127.0.0.1:9/vox';
    const failure = connectWithRetry(createDataSource(url, 1), 600);
    await expect(failure).rejects.toThrow(
      /DATABASE_URL: cannot connect to PostgreSQL at 127\.0\.0\.1:9\/vox \(ECONNREFUSED\)/,
    );
    await expect(failure).rejects.not.toThrow(/sesame/);
  });

  it('does not wait for a database that refuses', async () => {
    const database = await startTestDatabase();
    const url = new URL(database.url);
    url.password = 'wrong';
    const connecting = connectWithRetry(createDataSource(url.href, 1), 30_000);
    await expect(within(10_000, connecting)).rejects.toThrow(/28P01/);
    await database.stop();
  });
});
