import type { EntityManager } from 'typeorm';

/**
 * Makes room for `count` messages of a turn that began at `startedAt`: those of later turns move up.
 *
 * The caller holds the session's row. One statement, as only SQL can say it: each turn comes through here.
 * @returns the sequence of the first of them.
 */
export async function makeMessageRoom(
  manager: EntityManager,
  sessionId: string,
  startedAt: Date,
  count: number,
): Promise<number> {
  const [room] = await manager.query<{ first: number }[]>(
    `with later as (
       select min(sequence) as first from messages where session_id = $1 and turn_started_at > $2::timestamptz
     ), moved as (
       update messages set sequence = sequence + $3::int
       where session_id = $1 and sequence >= (select first from later)
     )
     select coalesce(first, (select max(sequence) + 1 from messages where session_id = $1), 1) as first from later`,
    [sessionId, startedAt, count],
  );
  return room?.first ?? 1;
}
