import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import { errorCode } from '../connection-error';

const POLL_MS = 40;
/** Crash recovery replays the log; on a slow disk that takes a while. */
const READY_TIMEOUT_MS = 120_000;
/** SQLSTATE class of a wrong password: this is not our server. */
const REFUSED = /^28/;

/**
 * Waits until the server at `url` answers, then makes `database` there if it is missing.
 *
 * False when the process ends, refuses our password or does not get ready in time.
 */
export async function waitUntilReady(
  url: string,
  database: string,
  postmaster: { readonly exited: Promise<void> },
): Promise<boolean> {
  let hasExited = false;
  void postmaster.exited.then(() => (hasExited = true));
  const deadlineMs = performance.now() + READY_TIMEOUT_MS;
  while (!hasExited && performance.now() < deadlineMs) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    // A connection that is cut while the server starts shows up as a rejected call below.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await createIfMissing(client, database);
      return true;
    } catch (error) {
      if (REFUSED.test(errorCode(error) ?? '')) return false;
      await sleep(POLL_MS);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

async function createIfMissing(client: Client, database: string): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount === 0) await client.query(`create database ${database}`);
}
