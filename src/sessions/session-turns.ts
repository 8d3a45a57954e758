import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SessionEntity, TurnEntity } from '@vox/database';
import { Repository, type SelectQueryBuilder } from 'typeorm';

import { microsecondsOf, timestampOf } from '../http';
import { type Identity, narrowed } from '../identity';
import { SessionList } from './session-list';
import type { ListedTurn, ListTurns } from './turn.schema';

/** How turns of stored sessions went. */
@Injectable()
export class SessionTurns {
  constructor(
    @InjectRepository(TurnEntity) private readonly turns: Repository<TurnEntity>,
    private readonly sessions: SessionList,
  ) {}

  /** A page of one session's, the last begun first. @throws NotFoundException */
  async page(sessionId: string, { limit, before }: ListTurns): Promise<ListedTurn[]> {
    const query = this.#listed()
      .where('turn.session_id = :sessionId', { sessionId })
      .orderBy('turn.started_at', 'DESC')
      .addOrderBy('turn.id', 'DESC')
      .limit(limit);
    if (before !== undefined) {
      query.andWhere(`(turn.started_at, turn.id) < (${timestampOf(':atUs')}, :beforeId::uuid)`, {
        atUs: before.atUs,
        beforeId: before.id,
      });
    }
    const found = await listed(query);
    if (found.length === 0) await this.sessions.get(sessionId);
    return found;
  }

  /** @throws NotFoundException */
  async get(caller: Identity, id: string): Promise<ListedTurn> {
    const query = this.#listed()
      .innerJoin(SessionEntity, 'session', 'session.id = turn.session_id')
      .where('turn.id = :id', { id });
    const [found] = await listed(narrowed(query, caller));
    if (found === undefined) throw new NotFoundException('There is no such turn');
    return found;
  }

  #listed(): SelectQueryBuilder<TurnEntity> {
    return this.turns
      .createQueryBuilder('turn')
      .addSelect(microsecondsOf('turn.started_at'), 'cursor_at')
      .addSelect(
        "(select content from messages message where message.turn_id = turn.id and message.role = 'user')",
        'user_text',
      );
  }
}

async function listed(query: SelectQueryBuilder<TurnEntity>): Promise<ListedTurn[]> {
  const { entities, raw } = await query.getRawAndEntities<{
    readonly cursor_at: string;
    readonly user_text: string | null;
  }>();
  return entities.map((turn, index) => ({
    turn,
    userText: raw[index]?.user_text ?? null,
    cursor: { atUs: raw[index]?.cursor_at ?? '0', id: turn.id },
  }));
}
