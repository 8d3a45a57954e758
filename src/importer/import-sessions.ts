import {
  DeletedSessionEntity,
  DiscordUserEntity,
  ErasedPersonEntity,
  hashesOfTurn,
  SessionEntity,
} from '@vox/database';
import { repairText } from '@vox/protocol';
import { type EntityManager, In } from 'typeorm';

import type { Redaction } from '../redaction';
import type { ImportReport } from './import-report';
import type { SessionRow } from './predecessor-rows';
import { sessionColumns } from './session-columns';

const MAX_TITLE = 200;

export type SessionImport = {
  readonly manager: EntityManager;
  readonly report: ImportReport;
  /** All that are here. */
  readonly agentIds: ReadonlySet<string>;
  /** What is left out of what is said with an agent; of null, where there is none. */
  readonly redactionOf: (agentId: string | null) => Redaction;
};

/** A session whose messages are wanted. */
export type WantedSession = { readonly startedAt: Date; readonly redaction: Redaction };

type Owned = { readonly userId: string; readonly ownerId: string | null; readonly startedAt: Date };

/**
 * Stores the sessions that are not here yet; their agent is null where it is not here.
 *
 * What was deleted here stays deleted, and who asked to be forgotten, or was erased, is not remembered again.
 * @returns those whose messages are wanted.
 */
export async function importSessions(
  rows: readonly SessionRow[],
  { manager, report, agentIds, redactionOf }: SessionImport,
): Promise<ReadonlyMap<string, WantedSession>> {
  const ids = rows.map(({ id }) => id);
  const stored = await manager.find(SessionEntity, {
    select: { id: true, userId: true, ownerId: true, agentId: true },
    where: { id: In(ids) },
  });
  const storedOf = new Map(stored.map((session) => [session.id, session]));
  const sessions = rows.map((row) => {
    const agentId = row.agent_id !== null && agentIds.has(row.agent_id) ? row.agent_id : null;
    return { ...sessionColumns(row), agentId, ownerId: storedOf.get(row.id)?.ownerId ?? null };
  });
  const deleted = await manager.findBy(DeletedSessionEntity, { id: In(ids) });
  const deletedIds = new Set(deleted.map(({ id }) => id));
  const forgottenAt = await forgotten(sessions, manager);
  const isErased = await erased(sessions, manager);
  const wanted = new Map<string, WantedSession>();
  const missing: (typeof sessions)[number][] = [];
  for (const session of sessions) {
    const { id, userId, startedAt } = session;
    const known = storedOf.get(id);
    if (deletedIds.has(id)) report.left('sessions', 'deleted here');
    else if (startedAt < (forgottenAt.get(userId) ?? new Date(0))) {
      report.left('sessions', 'of people who asked to be forgotten here');
    } else if (isErased(session)) {
      report.left('sessions', 'of people who were erased here');
    } else if (known !== undefined && known.userId !== userId) {
      report.left('sessions', "another user's here");
    } else {
      // It may have got another agent here.
      const { agentId } = known ?? session;
      wanted.set(id, { startedAt, redaction: redactionOf(agentId) });
      if (known === undefined) missing.push(session);
      else report.present('sessions');
    }
  }
  if (missing.length > 0) {
    const rowsHere = missing.map((session) => ({
      ...session,
      title: redactedTitle(session.title, redactionOf(session.agentId)),
      metadata: session.metadata as object,
      lastActivityAt: session.endedAt ?? session.startedAt,
    }));
    await manager.insert(SessionEntity, rowsHere);
    report.brought('sessions', missing.length);
  }
  return wanted;
}

/** It was made of what was said. */
function redactedTitle(title: string | null, redaction: Redaction): string | null {
  // A placeholder may be longer than what it stands for, and the cut leave half of a character.
  return title === null ? null : repairText(redaction.stored(title).slice(0, MAX_TITLE));
}

/** Whether whoever a session is of was erased since it began. */
async function erased(
  sessions: readonly Owned[],
  manager: EntityManager,
): Promise<(session: Owned) => boolean> {
  const hashes = new Set(sessions.flatMap((session) => hashesOfTurn({ session })));
  const known = await manager.findBy(ErasedPersonEntity, { personHash: In([...hashes]) });
  const erasedAt = new Map(known.map((person) => [person.personHash, person.erasedAt]));
  return (session) =>
    hashesOfTurn({ session }).some(
      (hash) => (erasedAt.get(hash) ?? new Date(0)) > session.startedAt,
    );
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
