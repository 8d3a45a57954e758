import { Injectable } from '@nestjs/common';
import { lockSessionId } from '@vox/database';
import { DataSource, type EntityManager } from 'typeorm';

import { discordUserIds } from './discord-user-ids';
import type { RecordTurn } from './job-catalogue';
import { JobHandler, PermanentJobError } from './job-handler';
import { toMessageRows } from './message-rows';

/**
 * Writes one turn: the session when it is missing, then its one or two messages.
 *
 * The session's row is locked, so turns of one session are written one after the other; a turn that comes
 * late takes its place by the time it began and moves its successors up. A turn that is stored already is
 * left as it is, and so is one that began before its session was deleted or its speaker asked to be forgotten.
 */
@Injectable()
export class RecordTurnHandler extends JobHandler<'conversation.record-turn'> {
  readonly jobName = 'conversation.record-turn';

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async handle(turn: RecordTurn): Promise<void> {
    const rows = toMessageRows(turn);
    if (rows.length === 0) return;
    await this.dataSource.transaction(async (manager) => {
      if (await isForgotten(manager, turn)) return;
      if (await isDeleted(manager, turn)) return;
      await lockSession(manager, turn);
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

async function lockSession(manager: EntityManager, turn: RecordTurn): Promise<void> {
  const { session } = turn;
  await manager.query(
    `insert into sessions (id, user_id, agent_id, channel, started_at, last_activity_at)
     values ($1, $2, (select id from agents where id = $3), $4, $5, $6)
     on conflict (id) do nothing`,
    [
      session.id,
      session.userId,
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
  // A session begun while the database was down was never checked against its owner.
  if (found[0]?.user_id !== session.userId) {
    throw new PermanentJobError('the session belongs to another user');
  }
  await manager.query(
    'update sessions set last_activity_at = greatest(last_activity_at, $2) where id = $1',
    [session.id, new Date(turn.endedAtMs)],
  );
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
