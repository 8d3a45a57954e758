import type { MessageEntity } from '@vox/database';
import { Not, type Repository } from 'typeorm';

import type { StoredWords } from './context-messages';
import { isUuid } from './session-request';

/** The newest `limit` messages that have words, and which of the turns `heard` are stored. */
export async function readStoredWords(
  messages: Repository<MessageEntity>,
  sessionId: string,
  limit: number,
  heard: readonly string[],
): Promise<StoredWords> {
  // First: a turn that is stored meanwhile is among the newest then, and not taken for an older one.
  const places = await placesOf(messages, sessionId, heard.filter(isUuid));
  const newestFirst = await messages.find({
    select: { turnId: true, role: true, content: true, sequence: true },
    where: { sessionId, content: Not('') },
    order: { sequence: 'DESC' },
    take: limit,
  });
  for (const { turnId, sequence } of newestFirst) places.set(turnId, sequence);
  return {
    messages: newestFirst.reverse().map(({ turnId, role, content }) => ({ turnId, role, content })),
    storedTurnIds: [...places].sort(([, one], [, other]) => one - other).map(([id]) => id),
  };
}

/** By turn, where its words begin; only of those that are stored. */
async function placesOf(
  messages: Repository<MessageEntity>,
  sessionId: string,
  turnIds: readonly string[],
): Promise<Map<string, number>> {
  if (turnIds.length === 0) return new Map();
  const found = await messages
    .createQueryBuilder('message')
    .select('message.turn_id', 'id')
    .addSelect('min(message.sequence)', 'sequence')
    .where('message.session_id = :sessionId', { sessionId })
    .andWhere('message.turn_id = any(:turnIds)', { turnIds })
    .groupBy('message.turn_id')
    .getRawMany<{ readonly id: string; readonly sequence: number }>();
  return new Map(found.map(({ id, sequence }) => [id, sequence]));
}
