import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { assertOwnSessions, createDataSource, runMigrations } from '@vox/database';

import { BullJobQueue } from '../../libs/jobs/src/bull-job-queue';
import { whyNotOpened } from '../../libs/jobs/src/why-not-opened';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';

silenceLogs();

/** Debian's package `pgbouncer`; where it is not installed `own-sessions.spec` alone knows of poolers. */
const isInstalled = spawnSync('pgbouncer', ['--version']).status === 0;

class PgBouncer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(databaseUrl: string, mode: 'session' | 'transaction'): Promise<PgBouncer> {
    const target = new URL(databaseUrl);
    const folder = await mkdtemp(path.join(tmpdir(), 'vox-pgbouncer-'));
    const port = await freePort();
    const users = path.join(folder, 'users.txt');
    await writeFile(users, `"${target.username}" "${target.password}"\n`);
    const settings = path.join(folder, 'pgbouncer.ini');
    await writeFile(
      settings,
      [
        '[databases]',
        `vox = host=127.0.0.1 port=${target.port}`,
        '[pgbouncer]',
        `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
        `auth_type = trust\nauth_file = ${users}\npool_mode = ${mode}`,
      ].join('\n'),
    );
    await chmod(folder, 0o755);
    // It refuses to run as root, as PostgreSQL does.
    const account = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];
    const child = spawn('pgbouncer', [...account, settings], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await eventually(
      () => said,
      (text) => text.includes('process up'),
    );
    target.port = String(port);
    return new PgBouncer(target.href, child, folder);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
    await rm(this.folder, { recursive: true });
  }
}

(isInstalled ? describe : describe.skip)('Behind PgBouncer', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startTestDatabase({ isEmpty: true });
  });
  afterAll(() => database.stop());

  it('in transaction mode the schema comes up, twice at once, and the queue is refused', async () => {
    const pooler = await PgBouncer.start(database.url, 'transaction');
    const dataSource = await createDataSource(pooler.url, 2).initialize();
    await Promise.all([runMigrations(dataSource), runMigrations(dataSource)]);
    expect(await dataSource.showMigrations()).toBe(false);
    await dataSource.destroy();
    await expect(assertOwnSessions(pooler.url, 'x')).rejects.toThrow(/in transaction mode, and x/u);
    await pooler.stop();
  });

  it('in session mode the queue is refused for the options that PgBouncer does not let through', async () => {
    const pooler = await PgBouncer.start(database.url, 'session');
    await expect(assertOwnSessions(pooler.url, 'x')).resolves.toBeUndefined();
    const opening = BullJobQueue.open({ backend: 'postgres', url: pooler.url }, 10_000);
    const reason = await opening.then(() => 'opened', whyNotOpened);
    expect(reason).toMatch(/a pooler: unsupported startup parameter.*REDIS_URL/u);
    await pooler.stop();
  });
});
