import { searchedName, type SessionEntity } from '@vox/database';
import { DAY_MS } from '@vox/voice-core';
import type { Repository, SelectQueryBuilder } from 'typeorm';

import { timestampOf } from '../http';
import { type Identity, isAdmin, narrowed } from '../identity';
import type { ListSessions } from './session.schema';

/** What a list of sessions may be narrowed to, but words; and where it goes on. */
export type SessionFilter = Omit<ListSessions, 'limit' | 'q'>;

/** Of `2026-11-30`: a moment is longer. */
const DAY_LENGTH = 10;

/** Only PostgreSQL has its words. Null, which nothing matches, where there is none. */
const NAMED = `(nullif(plainto_tsquery('simple', :user)::text, '') || ':*')::tsquery`;

/** How a Discord user is called whose own a session is; as a speaker they have the id alone. */
const DISCORD = /^discord:/u;

/** By the indexes of everybody's names, and of everybody who has spoken where several do. */
const TALKS = `(session.user_words @@ ${NAMED} or session.id = any (array(
  select distinct message.session_id from messages message where message.speaker_ids @> array[:speaker])))`;

/**
 * The same without these: how long they take would tell others who talks here. A scalar with a limit is asked of each session;
 * of `exists` PostgreSQL might make a table of all who have spoken anywhere.
 */
const TALKS_IN_OWN = `(coalesce(session.user_words, '') @@ ${NAMED} or coalesce((
  select true from messages message where message.session_id = session.id and message.speaker_ids is not null
    and :speaker = any (message.speaker_ids) limit 1), false))`;

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
    const talks = isAdmin(caller) ? TALKS : TALKS_IN_OWN;
    query.andWhere(talks, { user: searchedName(user), speaker: user.replace(DISCORD, '') });
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
