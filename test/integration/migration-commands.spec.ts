import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
  createDataSource,
  migrationFile,
  runMigrations,
  schemaDifference,
  seedDefaultAgent,
} from '@vox/database';
import type { DataSource } from 'typeorm';

import { silenceLogs } from './support/quiet-logger';
import { spawnTypeScript } from './support/spawn-typescript';
import { startTestDatabase, type TestDatabase } from './support/test-database';

jest.setTimeout(180_000);
silenceLogs();

const MIGRATE = require.resolve('../../apps/migrate/src/main.ts');

describe('npm run migration', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let folder: string;

  beforeAll(async () => {
    database = await startTestDatabase({ isEmpty: true });
    dataSource = await createDataSource(database.url, 2).initialize();
    folder = await mkdtemp(path.join(tmpdir(), 'vox-migrations-'));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.stop();
    await rm(folder, { recursive: true });
  });

  const run = async (...args: string[]) => {
    const command = spawnTypeScript(MIGRATE, { DATABASE_URL: database.url }, args);
    return { code: await command.exit, output: command.output() };
  };
  const newest = () => dataSource.migrations.at(-1)?.name;

  it('up brings an empty database up to date, once', async () => {
    const first = await run('up');
    expect(first.output).toMatch(new RegExp(`Up: InitialSchema\\d+, .*${newest()}`, 'u'));
    expect(first.code).toBe(0);
    expect(await run('up')).toEqual({ code: 0, output: 'The schema is up to date\n' });
  });

  it('down takes the newest back and says before what is lost, asking nothing', async () => {
    await runMigrations(dataSource);
    await dataSource.query("insert into users (display_name) values ('Ann'), ('Bob')");
    const until = dataSource.migrations.findIndex(({ name }) => name?.startsWith('Users'));
    for (const _later of dataSource.migrations.slice(until + 1))
      await dataSource.undoLastMigration();
    const { code, output } = await run('down');
    expect(code).toBe(0);
    const name = dataSource.migrations[until]?.name;
    expect(output.split('\n').slice(0, 4)).toEqual([
      `Taking back ${name}`,
      'Lost: table api_keys with 0 rows',
      'Lost: table audit_log with 0 rows',
      'Lost: table users with 2 rows',
    ]);
    expect(output).toContain(`Down: ${name}.`);
    expect(await dataSource.query("select to_regclass('users') as it")).toEqual([{ it: null }]);
    await runMigrations(dataSource);
  });

  it('down names columns that are lost with how many rows have a value there', async () => {
    await runMigrations(dataSource);
    await seedDefaultAgent(dataSource);
    await dataSource.query("update agents set n8n_auth = 'sealed'");
    const until = dataSource.migrations.findIndex(({ name }) => name?.startsWith('WebhookAuth'));
    for (const _later of dataSource.migrations.slice(until + 1))
      await dataSource.undoLastMigration();
    const { output } = await run('down');
    expect(output).toContain('Lost: column agents.n8n_auth, which 1 rows have');
    await runMigrations(dataSource);
  });

  it('down says that there is nothing to take back', async () => {
    for (const _migration of dataSource.migrations) await dataSource.undoLastMigration();
    expect(await run('down')).toEqual({ code: 0, output: 'There is no migration to take back\n' });
    await runMigrations(dataSource);
  });

  it('generate writes nothing where migrations and entities agree, and leaves no database behind', async () => {
    const { code, output } = await run('generate', 'Nothing', folder);
    expect([code, output]).toEqual([0, 'The migrations make what the entities say\n']);
    expect(await readdir(folder)).toEqual([]);
    const names = await dataSource.query<{ datname: string }[]>('select datname from pg_database');
    expect(names.filter(({ datname }) => datname.startsWith('voxbridge_scratch'))).toEqual([]);
  });

  it('generate writes what brings a schema to the entities, and what takes it back', async () => {
    await runMigrations(dataSource);
    await dataSource.query('alter table users drop column last_login_at');
    const difference = await schemaDifference(dataSource);
    const { fileName, text } = migrationFile('users: last log-in', 1765, difference);
    expect(fileName).toBe('1765-users-last-log-in.ts');
    expect(text).toContain('export class UsersLastLogIn1765 implements MigrationInterface');
    expect(text).toMatch(
      /up[^}]+ADD "last_login_at"[^}]+\}\s+async down[^}]+DROP COLUMN "last_login_at"/u,
    );
    for (const query of difference.up) await dataSource.query(query);
    expect(await schemaDifference(dataSource)).toEqual({ up: [], down: [] });
  });

  it.each([
    [['generate'], 'a migration needs a name: npm run migration:generate -- NAME'],
    [['sideways'], 'there is migration:generate NAME [FOLDER], migration:up or migration:down'],
  ])('%j says what is missing', async (args, problem) => {
    const { code, output } = await run(...args);
    expect([code, output]).toEqual([1, expect.stringContaining(problem)]);
  });

  it('is what package.json names', async () => {
    const { scripts } = JSON.parse(
      await readFile(path.join(__dirname, '../../package.json'), 'utf8'),
    ) as { scripts: Record<string, string> };
    for (const command of ['generate', 'up', 'down']) {
      expect(scripts[`migration:${command}`]).toBe(`exec node scripts/migration.mjs ${command}`);
    }
  });
});
