import { Injectable } from '@nestjs/common';
import {
  AuditEntryEntity,
  eraseRows,
  ErasureEntity,
  NOTHING_HELD,
  ProviderUseEntity,
  WebhookDeliveryEntity,
} from '@vox/database';
import { DAY_MS } from '@vox/voice-core';
import { DataSource, type EntityManager, LessThan } from 'typeorm';

import { AppConfig } from '../config';
import { ConversationService } from '../conversation';
import { leaveTombstones, lockSessions } from './tombstones';

/** How many rows, by table. */
export type Expired = Record<string, number>;

type ExpiredTurn = { readonly id: string; readonly session_id: string };

/** Sessions, or turns, that are deleted at once. */
const CHUNK = 100;

/** Uses that are made nobody's at once. */
const USES_CHUNK = 5000;

/** SQL: as the index `provider_uses_somebodys` says it, so that what is nobody's already is not looked through each time. */
const IS_SOMEBODYS =
  'session_id is not null or turn_id is not null or owner_id is not null or user_id is not null';

/** The rows of `sessions`, and whether one of `moment` has had its time: by its agent, else by the server. */
const FROM_SESSIONS = 'from sessions session left join agents agent on agent.id = session.agent_id';
/** Of 24 hours each: a day of the database's own has more or less where its clocks are changed. */
const before = (days: string) => `$2::timestamptz - ${days} * interval '24 hours'`;
/** Nothing is over that is later, whosever it is: an index finds what is before. */
const SOONEST = before('least($1::int, (select min(retention_days) from agents))');
const isOver = (moment: string) =>
  `${moment} < ${before('coalesce(agent.retention_days, $1::int)')} and ${moment} < ${SOONEST}`;
const EXPIRED_SESSION = `not session.active and ${isOver('session.last_activity_at')}`;
const EXPIRED_TURN = `${isOver('turn.started_at')} and not (${EXPIRED_SESSION})`;

/**
 * Deletes what has been kept for as long as it may be: sessions that nobody has used since, turns of others that are older,
 * what webhooks were told, and, by a setting of its own, what is on record.
 * SQL where an agent's setting goes before the server's.
 */
@Injectable()
export class Retention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly conversations: ConversationService,
  ) {}

  /** What would be deleted at `atMs` (epoch ms), and stays. */
  async count(atMs: number): Promise<Expired> {
    const values = this.#values(atMs);
    const [found]: Record<string, string>[] = await this.dataSource.query(
      `select (select count(*) ${FROM_SESSIONS} where ${EXPIRED_SESSION}) as sessions,
         (select count(*) ${FROM_SESSIONS} join turns turn on turn.session_id = session.id
           where (${EXPIRED_SESSION}) or (${EXPIRED_TURN})) as turns,
         (select count(*) ${FROM_SESSIONS} join turns turn on turn.session_id = session.id
           join messages message on message.turn_id = turn.id
           where (${EXPIRED_SESSION}) or (${EXPIRED_TURN})) as messages`,
      values,
    );
    const others = await Promise.all(
      this.#others(atMs).map(
        async ({ table, entity, where }) =>
          [table, await this.dataSource.getRepository(entity).countBy(where)] as const,
      ),
    );
    return counted([...Object.entries(found ?? {}).map(toCount), ...others]);
  }

  /** Deletes it. @returns how much. Stops at `signal`, and goes on with the next run. */
  async delete(atMs: number, signal?: AbortSignal): Promise<Expired> {
    const total: Expired = {};
    const add = (counts: Expired) => {
      for (const [table, count] of Object.entries(counts))
        total[table] = (total[table] ?? 0) + count;
    };
    for (let isMore = true; isMore && signal?.aborted !== true;) {
      const counts = await this.#deleteSessions(atMs);
      add(counts);
      isMore = (counts['sessions'] ?? 0) === CHUNK;
    }
    for (let isMore = true; isMore && signal?.aborted !== true;) {
      const counts = await this.#deleteTurns(atMs);
      add(counts);
      isMore = (counts['turns'] ?? 0) === CHUNK;
    }
    for (const { table, entity, where } of this.#others(atMs)) {
      const { affected } = await this.dataSource.getRepository(entity).delete(where);
      add({ [table]: affected ?? 0 });
    }
    await this.#disownUses(atMs, signal);
    return counted(Object.entries(total));
  }

  /** What was spent stays, on nobody's account. SQL: only that updates no more than so many rows. */
  async #disownUses(atMs: number, signal: AbortSignal | undefined): Promise<void> {
    const { RETENTION_DAYS } = this.config.privacy;
    if (RETENTION_DAYS === undefined) return;
    const table = this.dataSource.getRepository(ProviderUseEntity).metadata.tableName;
    for (let isMore = true; isMore && signal?.aborted !== true;) {
      const [, count]: [unknown, number] = await this.dataSource.query(
        `update ${table} set session_id = null, turn_id = null, owner_id = null, user_id = null
         where id in (select id from ${table} where used_at < $1 and (${IS_SOMEBODYS})
           order by used_at limit ${USES_CHUNK})`,
        [new Date(atMs - RETENTION_DAYS * DAY_MS)],
      );
      isMore = count === USES_CHUNK;
    }
  }

  async #deleteSessions(atMs: number): Promise<Expired> {
    const candidates = await this.#expiredSessions(this.dataSource.manager, atMs);
    if (candidates.length === 0) return {};
    const { sessionIds, counts } = await this.dataSource.transaction(async (manager) => {
      await lockSessions(manager, candidates);
      // Somebody may have opened one meanwhile.
      const sessionIds = await this.#expiredSessions(manager, atMs, candidates);
      if (sessionIds.length === 0) return { sessionIds, counts: {} };
      await leaveTombstones(manager, sessionIds, new Date());
      const counts = await eraseRows(manager, { ...NOTHING_HELD, sessionIds }, false);
      return { sessionIds, counts };
    });
    await this.conversations.forgetSessions(sessionIds);
    return counts;
  }

  /** The oldest; of `among`, which are then held, where that is given. */
  async #expiredSessions(
    manager: EntityManager,
    atMs: number,
    among?: readonly string[],
  ): Promise<string[]> {
    const found: { id: string }[] = await manager.query(
      `select session.id ${FROM_SESSIONS} where ${EXPIRED_SESSION}
         and ($3::uuid[] is null or session.id = any($3::uuid[]))
       order by session.last_activity_at limit ${CHUNK} ${among === undefined ? '' : 'for update of session'}`,
      [...this.#values(atMs), among ?? null],
    );
    return found.map(({ id }) => id);
  }

  #deleteTurns(atMs: number): Promise<Expired> {
    return this.dataSource.transaction(async (manager) => {
      const found: ExpiredTurn[] = await manager.query(
        `select turn.id, turn.session_id ${FROM_SESSIONS} join turns turn on turn.session_id = session.id
         where ${EXPIRED_TURN} order by turn.started_at limit ${CHUNK} for update of turn`,
        this.#values(atMs),
      );
      const turns = found.map(({ id, session_id: sessionId }) => ({ id, sessionId }));
      const held = { ...NOTHING_HELD, turns };
      // A session that goes on keeps its title.
      return turns.length === 0 ? {} : eraseRows(manager, held, false, ['sessions']);
    });
  }

  #values(atMs: number): unknown[] {
    return [this.config.privacy.RETENTION_DAYS ?? null, new Date(atMs)];
  }

  /** What is of no session. */
  #others(atMs: number) {
    const { RETENTION_DAYS, AUDIT_RETENTION_DAYS } = this.config.privacy;
    const olderThan = (days: number) => LessThan(new Date(atMs - days * DAY_MS));
    return [
      ...(RETENTION_DAYS === undefined
        ? []
        : [
            {
              table: 'webhook_deliveries',
              entity: WebhookDeliveryEntity,
              where: { createdAt: olderThan(RETENTION_DAYS) },
            },
          ]),
      ...(AUDIT_RETENTION_DAYS === undefined
        ? []
        : [
            {
              table: 'audit_log',
              entity: AuditEntryEntity,
              where: { at: olderThan(AUDIT_RETENTION_DAYS) },
            },
            {
              table: 'erasures',
              entity: ErasureEntity,
              where: { finishedAt: olderThan(AUDIT_RETENTION_DAYS) },
            },
          ]),
    ];
  }
}

function toCount([table, count]: [string, string]): [string, number] {
  return [table, Number(count)];
}

function counted(counts: readonly (readonly [string, number])[]): Expired {
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
