import { Client } from 'pg';
import { DataSource } from 'typeorm';

import { connectionOfDataSource, type PostgresOptions } from './data-source';

/** Any constant will do as long as every VoxBridge process uses the same one ("VOX1"). */
const MIGRATION_LOCK_KEY = 0x564f5831;

/**
 * Brings the schema up to date; a no-op when it is. Server and worker may call it at the same moment:
 * an advisory lock, on a connection outside the pool so that a pool of one cannot deadlock, lets one
 * migrate while the other waits.
 */
export async function runMigrations(dataSource: DataSource): Promise<void> {
  const client = new Client(connectionOfDataSource(dataSource));
  // The lock dies with its connection; the failing query below reports the loss.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK_KEY]);
    await withoutDeadline(dataSource, (patient) => patient.runMigrations({ transaction: 'each' }));
  } finally {
    await client.end();
  }
}

/** Does `work` on a connection of its own whose statements may take as long as they do, where a pool's queries may not. */
async function withoutDeadline(
  { options }: DataSource,
  work: (patient: DataSource) => Promise<unknown>,
): Promise<void> {
  const patient = new DataSource({ ...(options as PostgresOptions), poolSize: 1, extra: {} });
  await patient.initialize();
  try {
    await work(patient);
  } finally {
    await patient.destroy();
  }
}
