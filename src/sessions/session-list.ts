import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SessionEntity } from '@vox/database';
import { Repository, type SelectQueryBuilder } from 'typeorm';

import { microsecondsOf } from '../http';
import { type Identity, sessionNotFound } from '../identity';
import { sessionsInOrder } from './session-query';
import type { ListedSession, ListSessions } from './session.schema';
import { SessionSearch } from './session-search';

/** Stored sessions, as they are listed: each with how many messages it has, and its place in the list. */
@Injectable()
export class SessionList {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    private readonly search: SessionSearch,
  ) {}

  /** A page of those that `caller` may know of, the last active first. */
  async page(caller: Identity, { limit, q, ...filter }: ListSessions): Promise<ListedSession[]> {
    const query = sessionsInOrder(this.sessions, caller, filter).limit(limit);
    if (q === undefined) return listed(query);
    const ids = await this.search.find(q, caller, filter, limit);
    if (ids.length === 0) return [];
    // The filter once more: a session that was used meanwhile is not where it was.
    return listed(query.andWhere('session.id in (:...ids)', { ids }));
  }

  /** One, for who is known to be allowed. @throws NotFoundException */
  async get(id: string): Promise<ListedSession> {
    const query = this.sessions.createQueryBuilder('session').where('session.id = :id', { id });
    const [found] = await listed(query);
    if (found === undefined) throw sessionNotFound();
    return found;
  }
}

async function listed(query: SelectQueryBuilder<SessionEntity>): Promise<ListedSession[]> {
  const { entities, raw } = await query
    .addSelect(
      '(select count(*)::int from messages message where message.session_id = session.id)',
      'message_count',
    )
    .addSelect(microsecondsOf('session.last_activity_at'), 'cursor_at')
    .getRawAndEntities<{ readonly message_count: number; readonly cursor_at: string }>();
  return entities.map((session, index) => ({
    session,
    messageCount: raw[index]?.message_count ?? 0,
    cursor: { atUs: raw[index]?.cursor_at ?? '0', id: session.id },
  }));
}
