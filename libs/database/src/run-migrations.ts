import { Client } from 'pg';
import { DataSource } from 'typeorm';

import { connectionOfDataSource, type PostgresOptions } from './data-source';
import { ListenedClient } from './listened-client';

/** Any constant will do as long as every VoxBridge process uses the same one ("VOX1"). */
const MIGRATION_LOCK_KEY = 0x564f5831;

/**
 * Brings the schema up to date; a no-op when it is. Server and worker may call it at the same moment.
 * @returns the names of the migrations that were wanting.
 */
export function runMigrations(dataSource: DataSource): Promise<string[]> {
  return whileMigrating(dataSource, async (patient) => {
    const run = await patient.runMigrations({ transaction: 'each' });
    return run.map(({ name }) => name);
  });
}

/**
 * Does `work` while no other process migrates, on a data source of its own whose statements may take as long as they do,
 * where a pool's queries may not.
 *
 * An advisory lock, on a connection outside the pools so that a pool of one cannot deadlock, makes the others wait.
 */
export async function whileMigrating<T>(
  dataSource: DataSource,
  work: (patient: DataSource) => Promise<T>,
): Promise<T> {
  const client = new Client(connectionOfDataSource(dataSource));
  // The lock dies with its connection; the failing query below reports the loss.
  client.on('error', () => undefined);
  await client.connect();
  const options = dataSource.options as PostgresOptions;
  const patient = new DataSource({
    ...options,
    poolSize: 1,
    extra: { keepAlive: true, Client: ListenedClient },
  });
  try {
    // Of the transaction, not of the session: behind a pooler the session outlives the client, and so would the lock.
    await client.query('begin');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK_KEY]);
    await patient.initialize();
    return await work(patient);
  } finally {
    if (patient.isInitialized) await patient.destroy();
    await client.end();
  }
}
