import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { EmbeddedPostgres } from '@vox/database';
import { Client, Pool } from 'pg';

import { findBinariesPackage, prepareBinaries } from '../../libs/database/src/embedded/binaries';
import { resolveServerAccount } from '../../libs/database/src/embedded/server-account';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { spawnTypeScript } from './support/spawn-typescript';
import { makeDataDir } from './support/test-database';
silenceLogs();

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('EmbeddedPostgres', () => {
  let dataDir: string;
  const running: EmbeddedPostgres[] = [];

  const start = async () => {
    const server = await EmbeddedPostgres.start({ dataDir });
    running.push(server);
    return server;
  };

  beforeEach(async () => {
    dataDir = await makeDataDir();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    await rm(dataDir, { recursive: true, force: true });
  });

  it('keeps the data over a stop and tells of the first creation only', async () => {
    const said: string[] = [];
    const first = await EmbeddedPostgres.start({ dataDir, onProgress: (text) => said.push(text) });
    running.push(first);
    await ask(first.url, 'create table kept as select 42 as answer');
    await Promise.all([first.stop(), first.stop()]);

    const second = await EmbeddedPostgres.start({ dataDir, onProgress: (text) => said.push(text) });
    running.push(second);
    expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(said).toEqual([expect.stringContaining('Creating the database')]);
  });

  it('asks for a password, which only we can read', async () => {
    const server = await start();
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(ask(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    const secret = await stat(path.join(dataDir, 'postgres', 'password'));
    expect(secret.mode & 0o777).toBe(0o600);
  });

  it('refuses a second server on the same data and names the first by pid', async () => {
    await start();
    await expect(EmbeddedPostgres.start({ dataDir })).rejects.toThrow(
      `another VoxBridge (pid ${process.pid})`,
    );
  });

  it('makes the cluster anew when its creation was cut off', async () => {
    const half = path.join(dataDir, 'postgres', 'data');
    await mkdir(half, { recursive: true });
    await writeFile(path.join(half, 'PG_VERSION'), '18');
    const server = await start();
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts the server again on the same port when it is killed, so that pools go on', async () => {
    const server = await start();
    const pool = new Pool({ connectionString: server.url });
    pool.on('error', () => undefined);
    await pool.query('create table kept as select 1 as row');
    const { port, pid } = server;
    process.kill(pid, 'SIGKILL');
    const answer = await eventually(
      async () => (await pool.query('select count(*)::int as n from kept')).rows,
      (rows) => rows.length === 1,
    );
    expect(answer).toEqual([{ n: 1 }]);
    await eventually(
      () => server.pid,
      (now) => now !== pid,
    );
    expect(server.port).toBe(port);
    await pool.end();
  });

  it('adopts the server of a process that was killed, and takes over its lock', async () => {
    const other = spawnTypeScript(require.resolve('./support/postgres-holder.ts'), {
      VOX_TEST_DATA_DIR: dataDir,
    });
    const port = Number((await other.waitFor(/PORT (\d+)/))[1]);
    await expect(EmbeddedPostgres.start({ dataDir })).rejects.toThrow(`(pid ${other.child.pid})`);
    other.child.kill('SIGKILL');
    await other.exit;

    const adopted = await start();
    expect(adopted.isAdopted).toBe(true);
    expect(adopted.port).toBe(port);

    process.kill(adopted.pid, 'SIGKILL');
    await eventually(
      () => ask(adopted.url, 'select 1 as one'),
      (rows) => rows.length === 1,
    );
    expect(adopted.port).toBe(port);
  });

  it('copies the programs to where the account can run them when the checkout is closed', async () => {
    const account = await resolveServerAccount();
    if (account === undefined) return;
    const closed = path.join(dataDir, 'closed');
    const packageDir = path.join(closed, 'package');
    await cp(findBinariesPackage(), packageDir, { recursive: true, verbatimSymlinks: true });
    await chmod(closed, 0o700);
    const copyRoot = path.join(dataDir, 'copies');
    let copies = 0;
    const options = { account, copyRoot, packageDir, onCopy: () => copies++ };

    const first = await prepareBinaries(options);
    const second = await prepareBinaries(options);
    expect(copies).toBe(1);
    expect(second).toEqual(first);
    const version = await new Promise<string>((resolve, reject) => {
      const child = spawn(first.postgres, ['--version'], { ...account, cwd: '/' });
      child.once('error', reject);
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    });
    expect(version).toMatch(/PostgreSQL/);
  });

  it('keeps what people said out of its log', async () => {
    const server = await start();
    await ask(server.url, 'create table said (words text unique)');
    await ask(server.url, "insert into said values ('my secret words')");
    await expect(ask(server.url, "insert into said values ('my secret words')")).rejects.toThrow();
    const log = await readFile(path.join(dataDir, 'postgres', 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('secret');
  });
});
