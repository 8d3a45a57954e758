import { DeletedSessionEntity, DiscordUserEntity, SessionEntity } from '@vox/database';
import { type EntityManager, In } from 'typeorm';

import type { ImportReport } from './import-report';
import type { SessionRow } from './predecessor-rows';
import { sessionColumns } from './session-columns';

/**
 * Stores the sessions that are not here yet; their agent is null where it is not here.
 *
 * What was deleted here stays deleted, and who asked to be forgotten is not remembered again.
 * @returns those whose messages are wanted, as they began.
 */
export async function importSessions(
  rows: readonly SessionRow[],
  agentIds: ReadonlySet<string>,
  manager: EntityManager,
  report: ImportReport,
): Promise<ReadonlyMap<string, Date>> {
  const sessions = rows.map((row) => ({
    ...sessionColumns(row),
    agentId: row.agent_id !== null && agentIds.has(row.agent_id) ? row.agent_id : null,
  }));
  const ids = sessions.map(({ id }) => id);
  const deleted = await manager.findBy(DeletedSessionEntity, { id: In(ids) });
  const deletedIds = new Set(deleted.map(({ id }) => id));
  const forgottenAt = await forgotten(sessions, manager);
  const stored = await manager.find(SessionEntity, {
    select: { id: true, userId: true },
    where: { id: In(ids) },
  });
  const ownerOf = new Map(stored.map(({ id, userId }) => [id, userId]));
  const wanted = new Map<string, Date>();
  const missing: (typeof sessions)[number][] = [];
  for (const session of sessions) {
    const { id, userId, startedAt } = session;
    const owner = ownerOf.get(id);
    if (deletedIds.has(id)) report.left('sessions', 'deleted here');
    else if (startedAt < (forgottenAt.get(userId) ?? new Date(0))) {
      report.left('sessions', 'of people who asked to be forgotten here');
    } else if (owner !== undefined && owner !== userId) {
      report.left('sessions', "another user's here");
    } else {
      wanted.set(id, startedAt);
      if (owner === undefined) missing.push(session);
      else report.present('sessions');
    }
  }
  if (missing.length > 0) {
    const rowsHere = missing.map((session) => ({
      ...session,
      metadata: session.metadata as object,
      lastActivityAt: session.endedAt ?? session.startedAt,
    }));
    await manager.insert(SessionEntity, rowsHere);
    report.brought('sessions', missing.length);
  }
  return wanted;
}

/** By user id. */
async function forgotten(
  sessions: readonly { readonly userId: string }[],
  manager: EntityManager,
): Promise<ReadonlyMap<string, Date>> {
  const people = sessions.flatMap(({ userId }) =>
    userId.startsWith('discord:') ? [userId.slice('discord:'.length)] : [],
  );
  if (people.length === 0) return new Map();
  const known = await manager.findBy(DiscordUserEntity, { userId: In([...new Set(people)]) });
  return new Map(
    known.flatMap(({ userId, forgottenAt }) =>
      forgottenAt === null ? [] : [[`discord:${userId}`, forgottenAt] as const],
    ),
  );
}
