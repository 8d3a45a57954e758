import { DeletedSessionEntity, lockSessionId } from '@vox/database';
import type { EntityManager } from 'typeorm';

/**
 * Keeps turns of `sessionIds` from being written until the transaction of `manager` ends, stored or not; who writes one
 * takes this lock before the session's row, and so does who deletes it.
 */
export async function lockSessions(
  manager: EntityManager,
  sessionIds: readonly string[],
): Promise<void> {
  // In one order, so that two who lock the same do not wait for each other.
  for (const id of [...sessionIds].sort()) await lockSessionId(manager, id);
}

/**
 * Sessions that are locked are about to be deleted: turns of them that began before `deletedAt` are not stored any more.
 * Turns are dated by the clock of a server, not by the database's, and so is this.
 */
export async function leaveTombstones(
  manager: EntityManager,
  sessionIds: readonly string[],
  deletedAt: Date,
): Promise<void> {
  const rows = sessionIds.map((id) => ({ id, deletedAt }));
  await manager.upsert(DeletedSessionEntity, rows, ['id']);
}
