import type { FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';
import { z } from 'zod';

/**
 * The row of an id, which may be none of a row. One that is to be changed is locked until its transaction ends: of two changes at
 * once the second begins with what the first has made of it.
 */
export async function storedRow<Row extends ObjectLiteral & { readonly id: string }>(
  rows: Repository<Row>,
  id: string,
  { isChanged }: { readonly isChanged: boolean },
): Promise<Row | null> {
  if (!z.uuid().safeParse(id).success) return null;
  return rows.findOne({
    where: { id } as FindOptionsWhere<Row>,
    ...(isChanged ? { lock: { mode: 'pessimistic_write' } } : {}),
  });
}
