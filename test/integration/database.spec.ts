import {
  AgentEntity,
  createDataSource,
  DEFAULT_AGENT,
  runMigrations,
  seedDefaultAgent,
} from '@vox/database';
import type { DataSource } from 'typeorm';

import { connectWithRetry } from '../../libs/database/src/connect';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

describe('the schema', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await startTestDatabase({ isEmpty: true });
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
    const refused = createDataSource(url.href, 1);
    const tries = jest.spyOn(refused, 'initialize');
    await expect(connectWithRetry(refused, 30_000)).rejects.toThrow(/28P01/);
    expect(tries).toHaveBeenCalledTimes(1);
    await database.stop();
  });
});
