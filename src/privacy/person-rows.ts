import { Injectable } from '@nestjs/common';
import {
  type ErasedPerson,
  ErasedPersonEntity,
  eraseRows,
  ErasureEntity,
  findHeld,
  type Held,
  hashesOfPerson,
  NOTHING_HELD,
  sessionsOf,
  UserEntity,
} from '@vox/database';
import { Clock, DAY_MS } from '@vox/voice-core';
import { DataSource, type EntityManager, LessThan } from 'typeorm';

import { leaveTombstones, lockSessions } from './tombstones';

/** Sessions that are deleted at once. */
const CHUNK = 100;

/** No turn waits this long to be written: the queue gives up after about a week. */
const REMEMBERED_MS = 30 * DAY_MS;

/** Nothing of somebody who is no user any more is stored, also what a talk at another server still says. */
const GONE_FOR_GOOD_MS = 3_600_000;

/** What the tables hold of a person. */
@Injectable()
export class PersonRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** From now on no turn of theirs is stored that began before. */
  async remember(person: ErasedPerson, manager = this.dataSource.manager): Promise<void> {
    const nowMs = this.clock.wallMs();
    // Turns are dated by this machine's clock, not by the database's.
    const erasedAt = new Date(nowMs + (person.keepsAccount ? 0 : GONE_FOR_GOOD_MS));
    const rows = hashesOfPerson(person).map((personHash) => ({ personHash, erasedAt }));
    await manager.upsert(ErasedPersonEntity, rows, ['personHash']);
    await manager.delete(ErasedPersonEntity, {
      erasedAt: LessThan(new Date(nowMs - REMEMBERED_MS)),
    });
  }

  /**
   * Deletes what is theirs, some sessions at a time, and notes how much with it.
   * @returns the sessions that are gone, and those in which words of theirs were.
   */
  async erase(erasureId: string, person: ErasedPerson): Promise<string[]> {
    const held = await findHeld(this.dataSource.manager, person);
    for (let start = 0; start < held.sessionIds.length; start += CHUNK) {
      const sessionIds = held.sessionIds.slice(start, start + CHUNK);
      await this.dataSource.transaction(async (manager) => {
        await this.#bury(sessionIds, manager);
        await this.#erase(erasureId, { ...NOTHING_HELD, sessionIds }, false, manager);
      });
    }
    const rest = await this.dataSource.transaction((manager) =>
      this.#eraseRest(erasureId, person, manager),
    );
    await this.remember(person);
    return [...new Set([...sessionsOf(held), ...sessionsOf(rest)])];
  }

  /** Adds to what an erasure says it has erased. SQL, because a query builder adds no numbers within JSON. */
  async note(
    erasureId: string,
    counts: Readonly<Record<string, number>>,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    const table = this.dataSource.getRepository(ErasureEntity).metadata.tableName;
    for (const [what, count] of Object.entries(counts)) {
      if (count === 0) continue;
      await manager.query(
        `update ${table} set erased = erased || jsonb_build_object($2::text, coalesce((erased->>$2)::int, 0) + $3::int) where id = $1`,
        [erasureId, what, count],
      );
    }
  }

  /**
   * What is no session's, the account with it, and sessions that were opened meanwhile: a server that has not heard yet that nobody
   * lets them in stores one still, until the account's row is locked.
   * @returns what it was.
   */
  async #eraseRest(erasureId: string, person: ErasedPerson, manager: EntityManager): Promise<Held> {
    const { keepsAccount, userId } = person;
    if (!keepsAccount && userId !== undefined) await lockUser(manager, userId);
    const held = await findHeld(manager, person);
    if (held.sessionIds.length > 0) await this.#bury(held.sessionIds, manager);
    await this.#erase(erasureId, held, !keepsAccount, manager);
    return held;
  }

  /** Nothing more is stored in these sessions, which are about to be deleted. */
  async #bury(sessionIds: readonly string[], manager: EntityManager): Promise<void> {
    await lockSessions(manager, sessionIds);
    await leaveTombstones(manager, sessionIds, new Date(this.clock.wallMs()));
  }

  async #erase(
    erasureId: string,
    held: Held,
    withAccount: boolean,
    manager: EntityManager,
  ): Promise<void> {
    await this.note(erasureId, await eraseRows(manager, held, withAccount), manager);
  }
}

/** Until the transaction ends nothing is stored that is of this user; what was being stored is there when this resolves. */
async function lockUser(manager: EntityManager, id: string): Promise<void> {
  const lock = { mode: 'pessimistic_write' } as const;
  await manager.findOne(UserEntity, { select: { id: true }, where: { id }, lock });
}
