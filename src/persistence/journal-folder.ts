import { createHash } from 'node:crypto';
import path from 'node:path';

import { describeDatabase, makeDataFolder, resolveDataDir } from '@vox/database';

/** The embedded database's account passes through it. */
const OPEN = 0o755;

/**
 * `journal/<database>` in the data folder. One folder per database, so that turns meant for one are not
 * replayed into another when DATABASE_URL changes.
 *
 * @throws ConfigError when the data folder cannot be made or written to.
 */
export async function journalFolder(settings: {
  readonly DATA_DIR?: string | undefined;
  readonly DATABASE_URL?: string | undefined;
}): Promise<string> {
  // We write it under our own account, whichever the embedded database has.
  const dataDir = await resolveDataDir({ configured: settings.DATA_DIR, account: undefined });
  await makeDataFolder(dataDir, OPEN);
  return path.join(dataDir, 'journal', databaseKey(settings.DATABASE_URL));
}

function databaseKey(url: string | undefined): string {
  if (url === undefined) return 'embedded';
  const hash = createHash('sha256').update(describeDatabase(url)).digest('hex').slice(0, 12);
  return `database-${hash}`;
}
