import { Injectable, Logger } from '@nestjs/common';
import {
  DeletedSessionEntity,
  DiscordUserEntity,
  discordUserIds,
  discordUserOf,
  ErasedPersonEntity,
  hashesOfTurn,
  lockSessionId,
  makeMessageRoom,
  MessageEntity,
  SessionEntity,
  TurnEntity,
} from '@vox/database';
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';

import type { RecordTurn } from './job-catalogue';
import { JobHandler } from './job-handler';
import { type MessageRow, toMessageRows } from './message-rows';
import { toTurnRow } from './turn-row';
import { WebhookFanOut } from './webhook-fan-out';

/**
 * Writes one turn: the session when it is missing, the turn, then its one or two messages.
 *
 * The session's row is locked, so turns of one session are written one after the other; a turn that comes
 * late takes its place by the time it began and moves its successors up. A turn that is stored already is
 * left as it is. One that began before its session was deleted, or before somebody who speaks in it was forgotten or erased,
 * is dropped, and so is one that was said in somebody else's session.
 */
@Injectable()
export class RecordTurnHandler extends JobHandler<'conversation.record-turn'> {
  readonly jobName = 'conversation.record-turn';
  readonly #logger = new Logger('RecordTurn');

  constructor(
    private readonly dataSource: DataSource,
    private readonly webhooks: WebhookFanOut,
  ) {
    super();
  }

  override async handle(turn: RecordTurn): Promise<void> {
    const rows = toMessageRows(turn);
    if (rows.length === 0) return;
    const isStored = await this.dataSource.transaction((manager) =>
      this.#store(manager, turn, rows),
    );
    // After it is stored, and each time that this job runs: a webhook that could not be told is told with the next try.
    if (isStored) await this.#tellWebhooks(turn);
  }

  /** @returns false when nothing of the turn may be stored. */
  async #store(
    manager: EntityManager,
    turn: RecordTurn,
    rows: readonly MessageRow[],
  ): Promise<boolean> {
    if (await isForgotten(manager, turn)) return false;
    if (await isDeleted(manager, turn)) return false;
    if (!(await lockSession(manager, turn))) {
      // It was begun while the database could not be asked whose it is; whoever talked was told since.
      this.#logger.warn(
        { sessionId: turn.session.id, turnId: turn.turnId },
        "A turn said in another user's or owner's session is dropped",
      );
      return false;
    }
    if (await manager.existsBy(TurnEntity, { id: turn.turnId })) return true;
    await manager.insert(TurnEntity, toTurnRow(turn));
    const startedAt = new Date(turn.startedAtMs);
    const first = await makeMessageRoom(manager, turn.session.id, startedAt, rows.length);
    const messages = rows.map((row, index) => ({ ...row, sequence: first + index }));
    await manager.insert(MessageEntity, messages);
    return true;
  }

  #tellWebhooks({ turnId, session, endedAtMs }: RecordTurn): Promise<void> {
    return this.webhooks.tell({
      event: 'turn.completed',
      sessionId: session.id,
      turnId,
      atMs: endedAtMs,
    });
  }
}

/** Null when the owner was deleted meanwhile, as where there is none: then it is the server's own. */
const OWNER_NOW = '(select id from users where id = :ownerId)';

const IS_OWNERS = `session.owner_id is not distinct from ${OWNER_NOW}`;

/** Of a Discord user's own session: whom they are linked with now, whoever that was when it was said. */
const LINKED_NOW = '(select id from users where discord_user_id = :discordUserId)';

/** @returns false when the session is another user's or owner's. */
async function lockSession(manager: EntityManager, turn: RecordTurn): Promise<boolean> {
  const { session } = turn;
  const discordUserId = discordUserOf(session);
  const ownerNow = discordUserId === undefined ? OWNER_NOW : LINKED_NOW;
  const owner =
    discordUserId === undefined ? { ownerId: session.ownerId ?? null } : { discordUserId };
  const [startedAt, endedAt] = [new Date(turn.startedAtMs), new Date(turn.endedAtMs)];
  // Whoever talks in it opens it themselves, so a row that is made here belongs to a talk that may be over.
  await manager
    .createQueryBuilder()
    .insert()
    .into(SessionEntity)
    .values({
      id: session.id,
      ownerId: () => ownerNow,
      // Null when it was deleted meanwhile.
      groupId: () => '(select id from groups where id = :groupId)',
      userId: session.userId,
      userName: session.userName?.slice(0, 255) ?? null,
      // Null when the agent was deleted meanwhile.
      agentId: () => '(select id from agents where id = :agentId)',
      channel: session.channel,
      active: false,
      startedAt,
      lastActivityAt: endedAt,
      endedAt,
    })
    .setParameters({
      agentId: session.agentId ?? null,
      groupId: session.groupId ?? null,
      ...owner,
    })
    .orIgnore()
    .execute();
  const own = await manager
    .createQueryBuilder(SessionEntity, 'session')
    .select('session.id')
    .where('session.id = :id and session.user_id = :userId', session)
    .andWhere(discordUserId === undefined ? IS_OWNERS : 'true')
    .setParameters(owner)
    .setLock('pessimistic_write')
    .getOne();
  if (own === null) return false;
  await manager
    .createQueryBuilder(SessionEntity, 'session')
    .update()
    .set({
      ...(discordUserId === undefined ? {} : { ownerId: () => LINKED_NOW }),
      lastActivityAt: () => 'greatest(last_activity_at, :endedAt)',
      endedAt: () => 'case when not active then greatest(ended_at, :endedAt) end',
    })
    .where('id = :id', { id: session.id, endedAt, ...owner })
    .execute();
  return true;
}

async function isForgotten(manager: EntityManager, turn: RecordTurn): Promise<boolean> {
  const since = MoreThan(new Date(turn.startedAtMs));
  const personHash = In(hashesOfTurn(turn));
  if (await manager.existsBy(ErasedPersonEntity, { personHash, erasedAt: since })) return true;
  const userIds = discordUserIds(turn);
  if (userIds.length === 0) return false;
  return manager.existsBy(DiscordUserEntity, { userId: In(userIds), forgottenAt: since });
}

/**
 * The session's deletion waits for this transaction or is seen by it: both hold the lock of the session's id until
 * they end.
 */
async function isDeleted(manager: EntityManager, turn: RecordTurn): Promise<boolean> {
  const { id } = turn.session;
  await lockSessionId(manager, id);
  const deletedAt = MoreThan(new Date(turn.startedAtMs));
  return manager.existsBy(DeletedSessionEntity, { id, deletedAt });
}
