import { Injectable, Logger } from '@nestjs/common';
import { lockSessionId } from '@vox/database';
import { DataSource, type EntityManager } from 'typeorm';

import { discordUserIds } from './discord-user-ids';
import type { RecordTurn } from './job-catalogue';
import { JobHandler } from './job-handler';
import { toMessageRows } from './message-rows';

/**
 * Writes one turn: the session when it is missing, then its one or two messages.
 *
 * The session's row is locked, so turns of one session are written one after the other; a turn that comes
 * late takes its place by the time it began and moves its successors up. A turn that is stored already is
 * left as it is. One that began before its session was deleted or its speaker asked to be forgotten is dropped, and so
 * is one that was said in somebody else's session.
 */
@Injectable()
export class RecordTurnHandler extends JobHandler<'conversation.record-turn'> {
  readonly jobName = 'conversation.record-turn';
  readonly #logger = new Logger('RecordTurn');

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async handle(turn: RecordTurn): Promise<void> {
    const rows = toMessageRows(turn);
    if (rows.length === 0) return;
    await this.dataSource.transaction(async (manager) => {
      if (await isForgotten(manager, turn)) return;
      if (await isDeleted(manager, turn)) return;
      if (!(await lockSession(manager, turn))) {
        // It was begun while the database could not be asked whose it is; whoever talked was told since.
        this.#logger.warn(
          { sessionId: turn.session.id, turnId: turn.turnId },
          "A turn said in another user's session is dropped",
        );
        return;
      }
      const stored: unknown[] = await manager.query('select 1 from messages where turn_id = $1', [
        turn.turnId,
      ]);
      if (stored.length > 0) return;
      const sequence = await makeRoom(manager, turn, rows.length);
      for (const [index, row] of rows.entries()) {
        await manager.query(
          `insert into messages (session_id, turn_id, turn_started_at, sequence, role, content,
             interrupted, outcome, spoken_at, end_of_utterance_delay_ms, transcript_final_ms,
             ttft_ms, ttfb_ms, voice_to_voice_ms, providers, speaker_ids, apology)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
           on conflict (turn_id, role) do nothing`,
          [turn.session.id, turn.turnId, new Date(turn.startedAtMs), sequence + index, ...row],
        );
      }
    });
  }
}

/** @returns false when the session is another user's. */
async function lockSession(manager: EntityManager, turn: RecordTurn): Promise<boolean> {
  const { session } = turn;
  // Whoever talks in it opens it themselves, so a row that is made here belongs to a talk that may be over.
  await manager.query(
    `insert into sessions (id, user_id, user_name, agent_id, channel, active, started_at, last_activity_at, ended_at)
     values ($1, $2, $3, (select id from agents where id = $4), $5, false, $6, $7, $7)
     on conflict (id) do nothing`,
    [
      session.id,
      session.userId,
      session.userName?.slice(0, 255) ?? null,
      session.agentId ?? null,
      session.channel,
      new Date(turn.startedAtMs),
      new Date(turn.endedAtMs),
    ],
  );
  const found: { user_id: string }[] = await manager.query(
    'select user_id from sessions where id = $1 for update',
    [session.id],
  );
  if (found[0]?.user_id !== session.userId) return false;
  await manager.query(
    `update sessions set last_activity_at = greatest(last_activity_at, $2),
       ended_at = case when not active then greatest(ended_at, $2) end
     where id = $1`,
    [session.id, new Date(turn.endedAtMs)],
  );
  return true;
}

async function isForgotten(manager: EntityManager, turn: RecordTurn): Promise<boolean> {
  const userIds = discordUserIds(turn);
  if (userIds.length === 0) return false;
  const found: unknown[] = await manager.query(
    'select 1 from discord_users where user_id = any($1) and forgotten_at > $2 limit 1',
    [userIds, new Date(turn.startedAtMs)],
  );
  return found.length > 0;
}

/**
 * The session's deletion waits for this transaction or is seen by it: both hold the lock of the session's id until
 * they end.
 */
async function isDeleted(manager: EntityManager, turn: RecordTurn): Promise<boolean> {
  await lockSessionId(manager, turn.session.id);
  const found: unknown[] = await manager.query(
    'select 1 from deleted_sessions where id = $1 and deleted_at > $2',
    [turn.session.id, new Date(turn.startedAtMs)],
  );
  return found.length > 0;
}

/** The sequence of the turn's first message; later turns have been moved up by `count`. */
async function makeRoom(manager: EntityManager, turn: RecordTurn, count: number): Promise<number> {
  const found: { before: number; after: number | null }[] = await manager.query(
    `select coalesce(max(sequence), 0)::int as before,
       (min(sequence) filter (where turn_started_at > $2))::int as after
     from messages where session_id = $1`,
    [turn.session.id, new Date(turn.startedAtMs)],
  );
  const after = found[0]?.after ?? undefined;
  if (after === undefined) return (found[0]?.before ?? 0) + 1;
  await manager.query(
    'update messages set sequence = sequence + $3 where session_id = $1 and sequence >= $2',
    [turn.session.id, after, count],
  );
  return after;
}
