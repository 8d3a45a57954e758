import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const ROOT = join(__dirname, '..', '..');

const MIGRATIONS = 'libs/database/src/migrations';

/** What a cluster is made from, and how: another one is made when any of it, or a migration, changes. */
const MADE_FROM = [
  'libs/database/src/embedded/cluster.ts',
  'package-lock.json',
  'test/support/prepared-cluster.ts',
];

/** What a killed database wrote is there, also where nothing waited for the disk: only a machine that fails would lose it. */
const WITHOUT_WAITING = 'fsync = off\nfull_page_writes = off\n';

export type ClusterOptions = {
  /** Of the PostgreSQL that it is for; the packaged one when absent. */
  readonly programsFolder?: string | undefined;
  /** Whether it waits for the disk, as people's does; tests that kill nothing but processes need not. */
  readonly waitsForDisk?: boolean;
};

/** Outlives a run of tests, whose own temporary folder does not (scripts/lib/jest.mjs). */
const LASTING_FOLDER = process.env['LASTING_TMPDIR'] ?? tmpdir();

/** All of a cluster but its lock and its log. */
const PARTS = ['data', 'password', 'ready'];

/**
 * Puts a cluster whose database has the newest schema, and nothing in it, into a new data folder: initdb takes a second or two, the
 * migrations another, a copy of what they made a tenth. How a cluster is made and migrated are tests of their own
 * (`embedded-postgres.spec`, `migrations.spec`).
 */
export async function copyPreparedCluster(
  dataDir: string,
  { programsFolder, waitsForDisk = false }: ClusterOptions = {},
): Promise<void> {
  const prepared = join(await preparedDataDir(programsFolder), 'postgres');
  const folder = join(dataDir, 'postgres');
  await mkdir(folder);
  // Node's own copy does not keep owners, and PostgreSQL is particular about its.
  await run('cp', ['-a', ...PARTS.map((part) => join(prepared, part)), folder]);
  if (waitsForDisk) return;
  await appendFile(join(folder, 'data', 'postgresql.conf'), WITHOUT_WAITING);
}

/** Made once a machine, whichever test comes first. */
async function preparedDataDir(programsFolder: string | undefined): Promise<string> {
  const hash = createHash('sha1').update(String(process.getuid?.()));
  if (programsFolder !== undefined) hash.update(programsFolder);
  const migrations = readdirSync(join(ROOT, MIGRATIONS)).map((name) => join(MIGRATIONS, name));
  for (const file of [...MADE_FROM, ...migrations]) hash.update(readFileSync(join(ROOT, file)));
  const known = join(LASTING_FOLDER, `voxbridge-test-cluster-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(known)) return known;
  const made = await mkdtemp(`${known}-`);
  await chmod(made, 0o755);
  // Loading all of TypeORM is for the test that comes first, not for every one.
  const { createDataSource, EmbeddedPostgres, runMigrations } = await import('@vox/database');
  const postgres = await EmbeddedPostgres.start({ dataDir: made, programsFolder });
  const dataSource = await createDataSource(postgres.url, 1).initialize();
  await runMigrations(dataSource);
  await dataSource.destroy();
  await postgres.stop();
  try {
    await rename(made, known);
  } catch (error) {
    // Another test was first; anything else is a fault.
    if (!existsSync(known)) throw error;
    await rm(made, { recursive: true, force: true });
  }
  return known;
}
