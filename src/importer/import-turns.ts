import { makeMessageRoom, MessageEntity, SessionEntity, TurnEntity } from '@vox/database';
import { type EntityManager, In, MoreThan } from 'typeorm';

import type { ImportReport } from './import-report';
import type { ImportedTurn } from './turns';

/** What a message is made of but its place. */
type Message = Pick<
  MessageEntity,
  'sessionId' | 'turnId' | 'turnStartedAt' | 'role' | 'content' | 'outcome' | 'spokenAt'
>;

/**
 * Stores the turns that are not here yet, each at its place in its session by the time it began, and those that have
 * got an answer since they were stored anew.
 *
 * The sessions' rows are locked until the transaction of `manager` ends, as they are for a turn that is said here.
 */
export async function importTurns(
  turns: readonly ImportedTurn[],
  manager: EntityManager,
  report: ImportReport,
): Promise<void> {
  if (turns.length === 0) return;
  const sessionIds = [...new Set(turns.map(({ sessionId }) => sessionId))];
  await manager.find(SessionEntity, {
    select: { id: true },
    where: { id: In(sessionIds) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const missing = await missingTurns(turns, manager, report);
  if (missing.length === 0) return;
  await manager.insert(TurnEntity, missing.map(toTurnRow));
  for (const ofSession of Map.groupBy(missing, ({ sessionId }) => sessionId).values()) {
    await insertMessages(ofSession, manager);
  }
  await touchSessions(missing, manager);
  report.brought(
    'messages',
    missing.reduce((count, turn) => count + messagesOf(turn).length, 0),
  );
}

async function missingTurns(
  turns: readonly ImportedTurn[],
  manager: EntityManager,
  report: ImportReport,
): Promise<ImportedTurn[]> {
  const stored = await manager
    .createQueryBuilder(MessageEntity, 'message')
    .select('message.turn_id', 'id')
    .addSelect('count(*)::int', 'count')
    .where('message.turn_id in (:...ids)', { ids: turns.map(({ id }) => id) })
    .groupBy('message.turn_id')
    .getRawMany<{ readonly id: string; readonly count: number }>();
  const countOf = new Map(stored.map(({ id, count }) => [id, count]));
  const isWhole = (turn: ImportedTurn) => (countOf.get(turn.id) ?? 0) >= messagesOf(turn).length;
  const present = turns.filter(isWhole);
  report.present(
    'messages',
    present.reduce((count, turn) => count + messagesOf(turn).length, 0),
  );
  const halves = turns.filter((turn) => countOf.has(turn.id) && !isWhole(turn));
  if (halves.length > 0) await manager.delete(TurnEntity, { id: In(halves.map(({ id }) => id)) });
  return turns.filter((turn) => !isWhole(turn));
}

/** `turns` are of one session, in their order. */
async function insertMessages(
  turns: readonly ImportedTurn[],
  manager: EntityManager,
): Promise<void> {
  const [first] = turns;
  if (first === undefined) return;
  const { sessionId, startedAt } = first;
  const later = { sessionId, turnStartedAt: MoreThan(startedAt) };
  if (await manager.existsBy(MessageEntity, later)) {
    for (const turn of turns) {
      const messages = messagesOf(turn);
      const place = await makeMessageRoom(manager, sessionId, turn.startedAt, messages.length);
      await insertAt(messages, place, manager);
    }
  } else {
    const last = (await manager.maximum(MessageEntity, 'sequence', { sessionId })) ?? 0;
    await insertAt(turns.flatMap(messagesOf), last + 1, manager);
  }
}

async function insertAt(
  messages: readonly Message[],
  first: number,
  manager: EntityManager,
): Promise<void> {
  const rows = messages.map((message, index) => ({ ...message, sequence: first + index }));
  await manager.insert(MessageEntity, rows);
}

/** A session was used when something was said in it, and is over when it was said last, unless somebody talks now. */
async function touchSessions(
  turns: readonly ImportedTurn[],
  manager: EntityManager,
): Promise<void> {
  const endOf = new Map<string, Date>();
  for (const { sessionId, endedAt } of turns) {
    const known = endOf.get(sessionId);
    if (known === undefined || known < endedAt) endOf.set(sessionId, endedAt);
  }
  for (const [id, endedAt] of endOf) {
    await manager
      .createQueryBuilder(SessionEntity, 'session')
      .update()
      .set({
        lastActivityAt: () => 'greatest(last_activity_at, :endedAt)',
        endedAt: () => 'case when not active then greatest(ended_at, :endedAt) end',
      })
      .where('id = :id', { id, endedAt })
      .execute();
  }
}

function toTurnRow({ id, sessionId, startedAt, endedAt, assistant }: ImportedTurn) {
  return {
    id,
    sessionId,
    state: 'completed' as const,
    startedAt,
    endedAt,
    heardText: assistant?.content ?? null,
  };
}

function messagesOf(turn: ImportedTurn): Message[] {
  const { id: turnId, sessionId, startedAt: turnStartedAt } = turn;
  return (['user', 'assistant'] as const).flatMap((role) => {
    const said = turn[role];
    if (said === undefined) return [];
    const { content, at: spokenAt } = said;
    return [{ sessionId, turnId, turnStartedAt, role, content, outcome: 'completed', spokenAt }];
  });
}
