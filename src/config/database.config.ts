import { env, flag, sharedVariables, text } from '@vox/environment';
import { z } from 'zod';

export const databaseSchema = z.object({
  DATABASE_URL: sharedVariables.DATABASE_URL.describe(
    'Your own PostgreSQL (13 or newer). Without it the server runs one of its own. A pooler such as PgBouncer needs REDIS_URL: the queue in the database needs sessions of its own.',
  ),
  DATA_DIR: env(text().optional()).describe(
    'Where the embedded database and the journal of unsaved turns live; chosen per checkout when absent.',
  ),
  DATABASE_POOL_SIZE: sharedVariables.DATABASE_POOL_SIZE.describe('Connections for queries.'),
  REDIS_URL: sharedVariables.REDIS_URL.describe(
    'Queue on Redis instead of PostgreSQL: about eight times the throughput. Start Redis with --appendonly yes and --maxmemory-policy noeviction: what it loses otherwise comes back from the journal (DATA_DIR), later.',
  ),
  JOBS_INLINE: env(flag().default(true)).describe(
    'Run the persistence jobs in this process. Set to false where apps/worker runs them.',
  ),
});
