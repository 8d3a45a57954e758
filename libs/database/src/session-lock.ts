import type { EntityManager } from 'typeorm';

/**
 * Holds the id of a session, whether it is stored or not, until the transaction of `manager` ends; others who lock it
 * wait for that. Advisory locks are PostgreSQL's own: only SQL can ask for one.
 */
export async function lockSessionId(manager: EntityManager, sessionId: string): Promise<void> {
  await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [sessionId]);
}
