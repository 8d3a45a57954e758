import type { EntityManager } from 'typeorm';

import { isUniqueViolation } from './connection-error';

/** Tables whose rows depend on one another beyond what a constraint can say. */
type LockedTable = 'agents' | 'llm_providers' | 'speech_providers';

/** Keeps others from changing `table` until the transaction of `manager` ends; they read on. Locking a table is SQL's alone. */
export async function lockTable(manager: EntityManager, table: LockedTable): Promise<void> {
  await manager.query(`lock table ${table} in share row exclusive mode`);
}

/**
 * Does `work` in a transaction of its own in which nobody else changes `table`.
 * @throws what `whenTaken` makes, where another row has what no two may have; else what `work` throws.
 */
export async function changeAlone<T>(
  manager: EntityManager,
  table: LockedTable,
  work: (manager: EntityManager) => Promise<T>,
  whenTaken: () => Error,
): Promise<T> {
  const change = () =>
    manager.transaction(async (locked) => {
      await lockTable(locked, table);
      return work(locked);
    });
  return unlessTaken(change, whenTaken);
}

/** Does `work`. @throws what `whenTaken` makes, where another row has what no two may have; else what `work` throws. */
export async function unlessTaken<T>(work: () => Promise<T>, whenTaken: () => Error): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUniqueViolation(error) ? whenTaken() : error;
  }
}
