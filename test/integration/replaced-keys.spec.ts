import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { createDataSource } from '@vox/database';
import type { DataSource } from 'typeorm';

import { parseConfig } from '../../src/config';
import { replaceKeys, secretPurpose } from '../../src/secrets';
import { secretBoxOf } from '../../src/secrets/secrets.module';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

const COLUMN = 'agents.n8n_auth';

describe('npm run secrets:rotate', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let folder: string;
  const agents: string[] = [];

  beforeAll(async () => {
    database = await startTestDatabase();
    folder = path.join(database.dataDir, 'keys');
    dataSource = await createDataSource(database.url, 2).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.stop();
  });

  const configured = (environment: Record<string, string> = {}) =>
    parseConfig({ DATA_DIR: folder, DATABASE_URL: database.url, ...environment });
  const keyIn = (name: string) => readFile(path.join(folder, name), 'utf8');
  const sealed = () =>
    dataSource.query<{ id: string; n8n_auth: string }[]>(
      'select id, n8n_auth from agents where n8n_auth is not null order by ctid',
    );
  const opened = async (config = configured()) => {
    const box = secretBoxOf(config);
    const rows = await sealed();
    return Promise.all(rows.map((row) => box.open(row.n8n_auth, secretPurpose(COLUMN, row.id))));
  };
  const addAgent = async () => {
    const id = randomUUID();
    const secret = await secretBoxOf(configured()).seal(`of ${id}`, secretPurpose(COLUMN, id));
    agents.push(`of ${id}`);
    await dataSource.query(
      `insert into agents (id, name, system_prompt, n8n_auth) values ($1, $2, 'x', $3)`,
      [id, id, secret],
    );
  };

  it('makes no key while nothing was ever sealed', async () => {
    expect(await replaceKeys(configured(), dataSource)).toEqual({
      count: 0,
      unreadable: 0,
      isNewKey: false,
    });
    expect(await readdir(database.dataDir)).not.toContain('keys');
  });

  it('seals all with a new key, which takes the place of the old one', async () => {
    await addAgent();
    await addAgent();
    const [key, before] = [await keyIn('secrets.key'), await sealed()];
    expect(await replaceKeys(configured(), dataSource)).toEqual({
      count: 2,
      unreadable: 0,
      isNewKey: true,
    });
    expect(await keyIn('secrets.key')).not.toBe(key);
    expect(await readdir(folder)).toEqual(['secrets.key']);
    expect((await opened()).sort()).toEqual([...agents].sort());
    const after = await sealed();
    expect(after.some((row) => before.some((one) => one.n8n_auth === row.n8n_auth))).toBe(false);
  });

  it('goes on with the same new key after it was cut short', async () => {
    const config = configured();
    const [first] = await sealed();
    await dataSource.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'cut short'; end $$;
       create trigger refuse before update on agents for each row when (old.id <> '${first?.id}') execute function refuse()`,
    );
    await expect(replaceKeys(config, dataSource)).rejects.toThrow('cut short');
    await dataSource.query('drop trigger refuse on agents; drop function refuse');
    const next = await keyIn('secrets.key.next');
    expect(await replaceKeys(config, dataSource)).toEqual({
      count: 1,
      unreadable: 0,
      isNewKey: true,
    });
    expect(await keyIn('secrets.key')).toBe(next);
    expect((await opened()).sort()).toEqual([...agents].sort());
  });

  it('leaves the key file as it is where SECRETS_KEY names the new key', async () => {
    const key = await keyIn('secrets.key');
    const given = configured({ SECRETS_KEY: 'ab'.repeat(32), SECRETS_KEY_PREVIOUS: key.trim() });
    expect(await replaceKeys(given, dataSource)).toEqual({
      count: 2,
      unreadable: 0,
      isNewKey: false,
    });
    expect(await keyIn('secrets.key')).toBe(key);
    const later = configured({ SECRETS_KEY: 'ab'.repeat(32) });
    expect((await opened(later)).sort()).toEqual([...agents].sort());
  });
});
