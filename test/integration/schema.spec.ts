import { createDataSource, runMigrations } from '@vox/database';
import type { DataSource } from 'typeorm';

import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

const columns = `
  select table_name, column_name, data_type, udt_name, character_maximum_length, is_nullable,
    column_default, is_identity, identity_generation
  from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'
  order by table_name, column_name`;

const constraints = `
  select conrelid::regclass::text as table_name, conname, pg_get_constraintdef(oid) as definition
  from pg_constraint
  where connamespace = 'public'::regnamespace and conrelid <> 0
    and conrelid::regclass::text <> 'migrations'
  order by 1, 2`;

const indexes = `
  select tablename, indexname, indexdef from pg_indexes
  where schemaname = 'public' and tablename <> 'migrations' order by 1, 2`;

/** All that PostgreSQL knows of our tables, each thing by its name and its whole definition. */
async function describeSchema(dataSource: DataSource): Promise<Record<string, unknown>> {
  return {
    columns: await dataSource.query(columns),
    constraints: await dataSource.query(constraints),
    indexes: await dataSource.query(indexes),
  };
}

describe('the entities', () => {
  let database: TestDatabase;
  let migrated: DataSource;
  let synchronized: DataSource;

  beforeAll(async () => {
    database = await startTestDatabase({ isEmpty: true });
    migrated = await createDataSource(database.url, 2).initialize();
    await runMigrations(migrated);
    await migrated.query('create database from_entities');
    const url = new URL(database.url);
    url.pathname = '/from_entities';
    synchronized = await createDataSource(url.href, 2).initialize();
    await synchronized.synchronize();
  });
  afterAll(async () => {
    await migrated.destroy();
    await synchronized.destroy();
    await database.stop();
  });

  it('leave a generated migration nothing to do, up or down', async () => {
    const differences = await migrated.driver.createSchemaBuilder().log();
    expect(differences.upQueries.map(({ query }) => query)).toEqual([]);
    expect(differences.downQueries.map(({ query }) => query)).toEqual([]);
  });

  it('make the schema that the migrations make: columns, defaults, keys, checks and indexes', async () => {
    expect(await describeSchema(synchronized)).toEqual(await describeSchema(migrated));
  });

  it('describe every table there is', async () => {
    const tables: { tablename: string }[] = await migrated.query(
      "select tablename from pg_tables where schemaname = 'public' and tablename <> 'migrations'",
    );
    const described = migrated.entityMetadatas.map(({ tableName }) => tableName);
    expect(tables.map(({ tablename }) => tablename).sort()).toEqual(described.sort());
  });

  it.each([
    ['everybody', 'select id from sessions order by last_activity_at desc, id desc limit 50'],
    [
      'one user',
      "select id from sessions where user_id = 'ann' order by last_activity_at desc, id desc limit 50",
    ],
  ])('let the list of the sessions of %s be read from an index', async (_whose, list) => {
    const runner = migrated.createQueryRunner();
    try {
      await runner.query('set enable_seqscan = off');
      await runner.query('set enable_sort = off');
      const plan = (await runner.query(`explain ${list}`)) as { 'QUERY PLAN': string }[];
      const steps = plan.map((row) => row['QUERY PLAN']).join('\n');
      expect(steps).toMatch(/Index (Only )?Scan Backward using sessions_/);
      expect(steps).not.toMatch(/Sort/);
    } finally {
      await runner.release();
    }
  });

  it('let each foreign key be followed backwards by an index', async () => {
    const bare = await migrated.query<unknown[]>(`
      select conname from pg_constraint c
      where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
        select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`);
    expect(bare).toEqual([]);
  });
});
