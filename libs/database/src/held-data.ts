import type { EntityManager } from 'typeorm';

import { discordSessionUserId, type Person } from './erased-people';
import { personalTables } from './personal-data';

/** Where a person's rows are.
 * SQL throughout: which tables there are, and what of them is whose, is data here (`personalTables`). */
export type Held = {
  readonly userId: string | undefined;
  readonly sessionIds: readonly string[];
  /** Turns in other sessions whose words are theirs among others', and the sessions that those are of. */
  readonly turns: readonly { readonly id: string; readonly sessionId: string }[];
  readonly discordUserIds: readonly string[];
  /** What they are called in the sessions of `ownerId` (null: in the server's own; absent: in everybody's). */
  readonly names: readonly string[];
  readonly ownerId?: string | null | undefined;
};

/** What is held of nobody: to begin with where rows are found otherwise. */
export const NOTHING_HELD: Held = {
  userId: undefined,
  sessionIds: [],
  turns: [],
  discordUserIds: [],
  names: [],
};

/** The sessions that are theirs, and those in which words of theirs are; each once. */
export function sessionsOf({ sessionIds, turns }: Held): string[] {
  return [...sessionIds, ...new Set(turns.map(({ sessionId }) => sessionId))];
}

/** Rows in memory at once. */
const PAGE = 500;

/** What of the tables is somebody's: what they said, and what is known of them. */
export async function findHeld(manager: EntityManager, person: Person): Promise<Held> {
  const { userId, names, ownerId, discordUserIds } = person;
  const sessions: { id: string }[] = await manager.query(
    `select id from sessions where owner_id = $1::uuid or user_id = any($4::text[])
       or (user_id = any($2::text[]) and ($5 or owner_id is not distinct from $3::uuid))
     order by started_at, id`,
    [
      userId ?? null,
      names,
      ownerId ?? null,
      discordUserIds.map(discordSessionUserId),
      ownerId === undefined,
    ],
  );
  const turns: { id: string; session_id: string }[] = await manager.query(
    `select distinct message.turn_id as id, message.session_id
     from messages message join sessions session on session.id = message.session_id
     where message.speaker_ids is not null and (message.speaker_ids && $4::text[] or $6::text = any(message.speaker_ids)
       or (message.speaker_ids && $1::text[] and ($3 or session.owner_id is not distinct from $2::uuid)))
       and not session.id = any($5::uuid[])
     order by 2, 1`,
    [
      names,
      ownerId ?? null,
      ownerId === undefined,
      discordUserIds,
      sessions.map(({ id }) => id),
      userId ?? null,
    ],
  );
  return {
    userId,
    sessionIds: sessions.map(({ id }) => id),
    turns: turns.map(({ id, session_id: sessionId }) => ({ id, sessionId })),
    discordUserIds,
    names,
    ownerId,
  };
}

/** All rows that are theirs, a page at a time, each with its table's name as `type`: what an export says of them. */
export async function* heldRows(
  manager: EntityManager,
  held: Held,
): AsyncGenerator<Record<string, unknown>, void, void> {
  for (const [table, personal] of Object.entries(personalTables)) {
    const { key } = personal;
    const hidden = (personal.hidden ?? []).map((column) => ` - '${column}'`).join('');
    for (let after: string | null = null; ;) {
      const page: { key: string; row: Record<string, unknown> }[] = await manager.query(
        `${WITH_HELD} select row.${key.column}::text as key, to_jsonb(row)${hidden} as row
         from ${table} row, held where (${personal.isTheirs})
           and ($9::text is null or row.${key.column} > $9::${key.type})
         order by row.${key.column} limit ${PAGE}`,
        [...valuesOf(held), after],
      );
      for (const { row } of page) yield { type: table, ...row };
      if (page.length < PAGE) break;
      after = page.at(-1)?.key ?? null;
    }
  }
}

/** How many rows are theirs that an erasure deletes. */
export async function countErasable(
  manager: EntityManager,
  held: Held,
  withAccount: boolean,
): Promise<number> {
  let count = 0;
  for (const [table, isErasable] of erasableTables(withAccount)) {
    const [found]: { count: string }[] = await manager.query(
      `${WITH_HELD} select count(*) from ${table} row, held where ${isErasable}`,
      valuesOf(held),
    );
    count += Number(found?.count);
  }
  return count;
}

/**
 * Deletes the rows that are theirs, and takes them, and what may be made of them, out of those that stay.
 * @param kept Tables that are left as they are. @returns how many were deleted, by table.
 */
export async function eraseRows(
  manager: EntityManager,
  held: Held,
  withAccount: boolean,
  kept: readonly string[] = [],
): Promise<Record<string, number>> {
  const erased: Record<string, number> = {};
  for (const [table, { blanked }] of Object.entries(personalTables)) {
    if (blanked === undefined || kept.includes(table)) continue;
    if (blanked.when === 'with the account' && !withAccount) continue;
    await manager.query(
      `${WITH_HELD} update ${table} row set ${blanked.set} from held where ${blanked.where}`,
      valuesOf(held),
    );
  }
  for (const [table, isErasable] of erasableTables(withAccount)) {
    if (kept.includes(table)) continue;
    const [, count]: [unknown, number] = await manager.query(
      `${WITH_HELD} delete from ${table} row using held where ${isErasable}`,
      valuesOf(held),
    );
    if (count > 0) erased[table] = count;
  }
  // Behind that: who writes a title meanwhile holds on to the words that it is made of, or finds them gone.
  for (const [table, { unmade }] of Object.entries(personalTables)) {
    if (unmade === undefined || kept.includes(table)) continue;
    await manager.query(
      `${WITH_HELD} update ${table} row set ${unmade.set} from held where ${unmade.where}`,
      valuesOf(held),
    );
  }
  return erased;
}

/** Their names, and SQL that says which rows of them go. */
function erasableTables(withAccount: boolean): [table: string, isErasable: string][] {
  return Object.entries(personalTables)
    .filter(
      ([, { erased }]) => erased === 'always' || (withAccount && erased === 'with the account'),
    )
    .map(([table, { isTheirs, keptWhere }]) => [
      table,
      keptWhere === undefined ? `(${isTheirs})` : `(${isTheirs}) and not (${keptWhere})`,
    ]);
}

const WITH_HELD = `with held as (select $1::uuid[] as session_ids, $2::uuid[] as turn_ids, $3::uuid as user_id, $4::text[] as discord_user_ids,
     $5::text[] as names, $6::uuid as owner_id, $7::boolean as is_anywhere, $8::uuid[] as shared_session_ids)`;

function valuesOf(held: Held): unknown[] {
  const { sessionIds, turns, userId, discordUserIds, names, ownerId } = held;
  const turnIds = turns.map(({ id }) => id);
  const owner = [ownerId ?? null, ownerId === undefined];
  const shared = [...new Set(turns.map(({ sessionId }) => sessionId))];
  return [sessionIds, turnIds, userId ?? null, discordUserIds, names, ...owner, shared];
}
