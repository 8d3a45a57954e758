import { discordUserIds, discordUserOf, hashesOfTurn, lockSessionId } from '@vox/database';
import type { EntityManager } from 'typeorm';

import type { RecordTurn } from './job-catalogue';

/**
 * `open`: the turn may be written, and the session's row is held until the transaction ends; `stored`: it is there already;
 * `gone`: its session was deleted since, or somebody who speaks in it was forgotten or erased; `others`: the session is another
 * user's or owner's.
 */
export type PlaceOfTurn = 'open' | 'stored' | 'gone' | 'others';

type Found = {
  readonly is_gone: boolean;
  readonly is_theirs: boolean;
  readonly is_stored: boolean;
};

/**
 * Makes the turn's session where it is missing, notes in it when it was used last, and tells whether the turn may be written.
 *
 * The session's deletion waits for this transaction or is seen by it: both hold the lock of the session's id until they end.
 */
export async function openSessionOf(
  manager: EntityManager,
  turn: RecordTurn,
): Promise<PlaceOfTurn> {
  await lockSessionId(manager, turn.session.id);
  const asked = [sqlFor(turn), valuesOf(turn)] as const;
  let [found] = await manager.query<Found[]>(...asked);
  // Whoever opens a session holds no lock of its id: one that appeared meanwhile is seen by the next statement only.
  if (found?.is_gone === false && !found.is_theirs)
    [found] = await manager.query<Found[]>(...asked);
  if (found === undefined || found.is_gone) return 'gone';
  if (!found.is_theirs) return 'others';
  return found.is_stored ? 'stored' : 'open';
}

/**
 * One statement, for each is a journey to the database: each turn of each session comes through here. Only SQL can say it.
 *
 * Whoever talks in a session opens it themselves, so a row that is made here belongs to a talk that may be over. Owner, group
 * and agent are null when they were deleted meanwhile. A Discord user's own session belongs to whom they are linked with now,
 * whoever that was when it was said.
 */
function sqlFor({ session }: RecordTurn): string {
  const isLinked = discordUserOf(session) !== undefined;
  return `
    with gone as (
      select exists (select 1 from erased_people where person_hash = any($5::text[]) and erased_at > $3::timestamptz)
        or exists (select 1 from discord_users where user_id = any($6::text[]) and forgotten_at > $3::timestamptz)
        or exists (select 1 from deleted_sessions where id = $1::uuid and deleted_at > $3::timestamptz) as it
    ), owner as (
      select (select id from users where ${isLinked ? 'discord_user_id = $7::text' : 'id = $7::uuid'}) as id
    ), touched as (
      update sessions set
        ${isLinked ? 'owner_id = owner.id,' : ''}
        last_activity_at = greatest(last_activity_at, $4::timestamptz),
        ended_at = case when not active then greatest(ended_at, $4::timestamptz) end
      from gone, owner
      where not gone.it and sessions.id = $1::uuid and sessions.user_id = $2::text
        ${isLinked ? '' : 'and sessions.owner_id is not distinct from owner.id'}
      returning 1
    ), opened as (
      insert into sessions
        (id, owner_id, group_id, user_id, user_name, agent_id, channel, active, started_at, last_activity_at, ended_at)
      select $1::uuid, owner.id, (select id from groups where id = $8::uuid), $2::text, $9::text,
        (select id from agents where id = $10::uuid), $11::text, false, $3::timestamptz, $4::timestamptz, $4::timestamptz
      from gone, owner
      where not gone.it and not exists (select 1 from sessions where id = $1::uuid)
      on conflict (id) do nothing
      returning 1
    )
    select gone.it as is_gone,
      exists (select 1 from touched) or exists (select 1 from opened) as is_theirs,
      exists (select 1 from turns where id = $12::uuid) as is_stored
    from gone`;
}

function valuesOf(turn: RecordTurn): unknown[] {
  const { session } = turn;
  return [
    session.id,
    session.userId,
    new Date(turn.startedAtMs),
    new Date(turn.endedAtMs),
    hashesOfTurn(turn),
    discordUserIds(turn),
    discordUserOf(session) ?? session.ownerId ?? null,
    session.groupId ?? null,
    session.userName?.slice(0, 255) ?? null,
    session.agentId ?? null,
    session.channel,
    turn.turnId,
  ];
}
