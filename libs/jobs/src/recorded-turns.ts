import { Injectable } from '@nestjs/common';
import { discordUserIds, discordUserOf, hashesOfTurn } from '@vox/database';
import { DataSource } from 'typeorm';

import type { RecordTurn } from './job-catalogue';

/** What must be known of a turn to see whether it still waits to be written. */
export type TurnIdentity = Pick<RecordTurn, 'turnId' | 'startedAtMs' | 'speakerIds'> & {
  readonly session: Pick<RecordTurn['session'], 'id' | 'userId' | 'ownerId' | 'groupId'> &
    Partial<Pick<RecordTurn['session'], 'channel'>>;
};

/**
 * Asks the database which turns need no writing any more, whatever became of their jobs: those that are stored, and those
 * of which nothing may be stored because their session was deleted, is another user's or owner's, or somebody who speaks in them
 * was forgotten or erased.
 */
@Injectable()
export class RecordedTurns {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The ids of those that are done with. Rejects when the database cannot be asked.
   *
   * SQL, because a query builder has no way to say rows that are parameters (`jsonb_to_recordset`).
   */
  async settled(turns: readonly TurnIdentity[]): Promise<Set<string>> {
    if (turns.length === 0) return new Set();
    const found: { turn_id: string }[] = await this.dataSource.query(
      `select turn.turn_id
       from jsonb_to_recordset($1::jsonb)
         as turn (turn_id uuid, session_id uuid, owner_id uuid, user_id text, started_at timestamptz, user_ids jsonb, hashes jsonb, is_linked boolean)
       where exists (select 1 from turns where turns.id = turn.turn_id)
         or exists (select 1 from sessions
           where sessions.id = turn.session_id and (sessions.user_id <> turn.user_id
             or (not turn.is_linked
               and sessions.owner_id is distinct from (select id from users where id = turn.owner_id))))
         or exists (select 1 from deleted_sessions deleted
           where deleted.id = turn.session_id and deleted.deleted_at > turn.started_at)
         or exists (select 1 from discord_users person
           where person.user_id in (select jsonb_array_elements_text(turn.user_ids))
             and person.forgotten_at > turn.started_at)
         or exists (select 1 from erased_people erased
           where erased.person_hash in (select jsonb_array_elements_text(turn.hashes))
             and erased.erased_at > turn.started_at)`,
      [JSON.stringify(turns.map(toRow))],
    );
    return new Set(found.map(({ turn_id: turnId }) => turnId));
  }
}

function toRow({ turnId, startedAtMs, speakerIds, session }: TurnIdentity): object {
  return {
    turn_id: turnId,
    session_id: session.id,
    owner_id: session.ownerId ?? null,
    user_id: session.userId,
    started_at: new Date(startedAtMs).toISOString(),
    user_ids: discordUserIds({ speakerIds, session }),
    hashes: hashesOfTurn({ speakerIds, session }),
    // Whoever they are linked with now, it is theirs.
    is_linked: discordUserOf({ channel: 'discord', ...session }) !== undefined,
  };
}
