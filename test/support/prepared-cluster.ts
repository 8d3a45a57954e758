import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const ROOT = join(__dirname, '..', '..');

/** What a cluster is made from, and how: another one is made when any of it changes. */
const MADE_FROM = ['libs/database/src/embedded/cluster.ts', 'package-lock.json'];

/** All of a cluster but its lock and its log. */
const PARTS = ['data', 'password', 'ready'];

/**
 * Puts an empty cluster into a new data folder, as the first start makes one: initdb takes a second or two, a copy of what it made a
 * tenth. How a cluster is made is a test of its own (`embedded-postgres.spec`).
 * @param programsFolder Of the PostgreSQL that it is for; the packaged one when absent.
 */
export async function copyPreparedCluster(dataDir: string, programsFolder?: string): Promise<void> {
  const prepared = join(await preparedDataDir(programsFolder), 'postgres');
  const folder = join(dataDir, 'postgres');
  await mkdir(folder);
  // Node's own copy does not keep owners, and PostgreSQL is particular about its.
  await run('cp', ['-a', ...PARTS.map((part) => join(prepared, part)), folder]);
}

/** Made once a machine, whichever test comes first. */
async function preparedDataDir(programsFolder: string | undefined): Promise<string> {
  const hash = createHash('sha1').update(String(process.getuid?.()));
  if (programsFolder !== undefined) hash.update(programsFolder);
  for (const file of MADE_FROM) hash.update(readFileSync(join(ROOT, file)));
  const known = join(tmpdir(), `voxbridge-test-cluster-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(known)) return known;
  const made = await mkdtemp(`${known}-`);
  await chmod(made, 0o755);
  // Loading all of TypeORM is for the test that comes first, not for every one.
  const { EmbeddedPostgres } = await import('@vox/database');
  const postgres = await EmbeddedPostgres.start({ dataDir: made, programsFolder });
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
