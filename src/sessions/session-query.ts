import { searchedName, type SessionEntity } from '@vox/database';
import type { Repository, SelectQueryBuilder } from 'typeorm';

import { timestampOf } from '../http';
import { type Identity, isAdmin, narrowed } from '../identity';
import type { ListSessions } from './session.schema';

/** What a list of sessions may be narrowed to, but words; and where it goes on. */
export type SessionFilter = Omit<ListSessions, 'limit' | 'q'>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of `2026-11-30`: a moment is longer. */
const DAY_LENGTH = 10;

/** Only PostgreSQL has its words. Null, which nothing matches, where there is none. */
const NAMED = `(nullif(plainto_tsquery('simple', :user)::text, '') || ':*')::tsquery`;

/** Of those that `caller` may know of, the last active first, from the cursor on: `session` in the query. Each filter reads an index in that order. */
export function sessionsInOrder(
  sessions: Repository<SessionEntity>,
  caller: Identity,
  filter: SessionFilter,
): SelectQueryBuilder<SessionEntity> {
  const { user_id: userId, agent_id: agentId, channel, active, user, from, to, before } = filter;
  const { owner_id: ownerId, group_id: groupId } = filter;
  const query = narrowed(sessions.createQueryBuilder('session'), caller)
    .orderBy('session.last_activity_at', 'DESC')
    .addOrderBy('session.id', 'DESC');
  if (userId !== undefined) query.andWhere('session.user_id = :userId', { userId });
  if (groupId !== undefined) query.andWhere('session.group_id = :groupId', { groupId });
  if (agentId !== undefined) query.andWhere('session.agent_id = :agentId', { agentId });
  if (channel !== undefined) query.andWhere('session.channel = :channel', { channel });
  if (active !== undefined) query.andWhere(active ? 'session.active' : 'not session.active');
  if (ownerId !== undefined) query.andWhere('session.owner_id = :ownerId', { ownerId });
  if (user !== undefined) {
    // The index of names knows everybody's: how long it takes would tell others who talks here.
    const known = isAdmin(caller) ? 'session.user_words' : "coalesce(session.user_words, '')";
    query.andWhere(`${known} @@ ${NAMED}`, { user: searchedName(user) });
  }
  if (from !== undefined) {
    query.andWhere('session.last_activity_at >= :from', { from: new Date(from) });
  }
  if (to !== undefined) {
    const end = new Date(Date.parse(to) + (to.length === DAY_LENGTH ? DAY_MS : 0));
    query.andWhere('session.last_activity_at < :end', { end });
  }
  if (before !== undefined) {
    query.andWhere(
      `(session.last_activity_at, session.id) < (${timestampOf(':atUs')}, :id::uuid)`,
      before,
    );
  }
  return query;
}
