import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { EmbeddedPostgres } from '@vox/database';

import { copyPreparedCluster } from '../../support/prepared-cluster';

/** Another PostgreSQL than the packaged one: /usr/lib/postgresql/15/bin, for one. */
const PROGRAMS_FOLDER = process.env['TEST_DATABASE_BIN'];

export type TestDatabase = {
  readonly dataDir: string;
  readonly postgres: EmbeddedPostgres;
  readonly url: string;
  stop(): Promise<void>;
};

/**
 * A real PostgreSQL on a data folder of its own; `stop` removes both. Its database has the newest schema, unless it `isEmpty` as
 * one that has just been made.
 */
export async function startTestDatabase({
  isEmpty = false,
  waitsForDisk = false,
} = {}): Promise<TestDatabase> {
  const dataDir = await makeDataDir();
  if (!isEmpty)
    await copyPreparedCluster(dataDir, { programsFolder: PROGRAMS_FOLDER, waitsForDisk });
  const postgres = await startPostgresOn(dataDir);
  return {
    dataDir,
    postgres,
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The PostgreSQL under test on a data folder that it has made. */
export function startPostgresOn(dataDir: string): Promise<EmbeddedPostgres> {
  return EmbeddedPostgres.start({ dataDir, programsFolder: PROGRAMS_FOLDER });
}

/** An empty folder that the database's account can reach. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'vox-test-'));
  await chmod(dataDir, 0o755);
  return dataDir;
}
