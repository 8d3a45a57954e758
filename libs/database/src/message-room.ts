import { type EntityManager, MoreThan, MoreThanOrEqual } from 'typeorm';

import { MessageEntity } from './entities/message.entity';

/**
 * Makes room for `count` messages of a turn that began at `startedAt`: those of later turns move up.
 *
 * The caller holds the session's row.
 * @returns the sequence of the first of them.
 */
export async function makeMessageRoom(
  manager: EntityManager,
  sessionId: string,
  startedAt: Date,
  count: number,
): Promise<number> {
  const turnStartedAt = MoreThan(startedAt);
  const after = await manager.minimum(MessageEntity, 'sequence', { sessionId, turnStartedAt });
  if (after === null) {
    return ((await manager.maximum(MessageEntity, 'sequence', { sessionId })) ?? 0) + 1;
  }
  const later = { sessionId, sequence: MoreThanOrEqual(after) };
  await manager.increment(MessageEntity, later, 'sequence', count);
  return after;
}
