import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { GroupEntity, GroupMemberEntity, SessionEntity } from '@vox/database';
import { type ObjectLiteral, Repository, type SelectQueryBuilder } from 'typeorm';

import { type GroupRole, isAtLeast } from './group-role';
import { type Identity, isAdmin } from './identity';

/** Whose a session is, and with whom. */
export type OwnedSession = {
  readonly sessionId: string;
  /** Null: the server's own. */
  readonly ownerId?: string | null;
  /** Whose members share it; null or absent: nobody. */
  readonly groupId?: string | null | undefined;
  readonly userId: string;
  readonly agentId?: string | undefined;
};

/**
 * What somebody may do with a session. `know`: see that it is there, and what was said. `continue`: talk and write in it, and
 * have its agent speak, on its owner's account. `change`: all else, as its owner: name it, invite into it, end and delete it.
 */
export type SessionRight = 'know' | 'continue' | 'change';
export const SESSION_RIGHTS: readonly SessionRight[] = ['know', 'continue', 'change'];

/** What members of a session's group must be to have a right to it; its owner has each. */
const ROLE_FOR = {
  know: 'member',
  continue: 'member',
  change: 'admin',
} as const satisfies Record<SessionRight, GroupRole>;

/** Members talk on the account of a session's owner for as long as that is one of them. */
const OWNER_IS_IN = `(session.owner_id is null or exists (select 1 from group_members payer
  where payer.group_id = session.group_id and payer.user_id = session.owner_id and payer.role <> 'guest'))`;

/**
 * Which sessions somebody may know of, and what they may do with them: the one place where that is said. Admins all; others
 * those that their owner has opened, as far as their token goes, and those of groups that they are a member of. Of any other
 * session nothing tells that it is there.
 */
@Injectable()
export class SessionAccess {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
  ) {}

  /** The sessions to which `caller` has `right`: `session` in the query. */
  query(caller: Identity, right: SessionRight): SelectQueryBuilder<SessionEntity> {
    return allowed(this.sessions.createQueryBuilder('session'), caller, right);
  }

  /** One question, and the same work, whether there is none or it is somebody else's. */
  async has(caller: Identity, id: string, right: SessionRight): Promise<boolean> {
    return this.#one(caller, id, right).getExists();
  }

  /** Whether `caller` may go on in one in which they take part: one that is deleted meanwhile is stored anew, as it was. */
  async mayGoOn(caller: Identity, id: string): Promise<boolean> {
    return (await this.has(caller, id, 'continue')) || !(await this.sessions.existsBy({ id }));
  }

  /** Whose it is; undefined when `caller` has not `right` to it, or there is none. One question, as `has`. */
  async find(caller: Identity, id: string, right: SessionRight): Promise<OwnedSession | undefined> {
    const found = await this.#one(caller, id, right).getOne();
    if (found === null) return undefined;
    const { ownerId, groupId, userId, agentId } = found;
    return { sessionId: id, ownerId, groupId, userId, agentId: agentId ?? undefined };
  }

  /** @throws NotFoundException when they may not know of it; ForbiddenException when they may, and have not `right` to it. */
  async require(caller: Identity, id: string, right: SessionRight): Promise<void> {
    if (await this.has(caller, id, right)) return;
    const isAll = right === 'know' || caller.groups === undefined;
    if (isAll || !(await this.has(caller, id, 'know'))) throw sessionNotFound();
    throw new ForbiddenException({ message: NO_RIGHT[right], problem: 'not-allowed' });
  }

  /** Whether `caller` may share sessions with a group that there is: its members, and admins of the server. */
  async mayShareWith(caller: Identity, groupId: string): Promise<boolean> {
    const { manager } = this.sessions;
    if (isAdmin(caller)) return manager.existsBy(GroupEntity, { id: groupId });
    const { ownerId: userId, token } = caller;
    if (userId === null || token !== undefined) return false;
    const member = await manager.findOneBy(GroupMemberEntity, { groupId, userId });
    return isAtLeast(member?.role, ROLE_FOR.continue);
  }

  #one(caller: Identity, id: string, right: SessionRight): SelectQueryBuilder<SessionEntity> {
    return this.query(caller, right).andWhere('session.id = :sessionId', { sessionId: id });
  }
}

const NO_RIGHT = {
  continue: 'Its owner is in the group no longer: it goes on with them alone.',
  change: 'That is for its owner, and for admins and owners of its group.',
} as const satisfies Record<Exclude<SessionRight, 'know'>, string>;

export function sessionNotFound(): NotFoundException {
  return new NotFoundException('There is no such session');
}

/** `query`, in which `session` is a row of `sessions`, of those that `caller` may know of. */
export function narrowed<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  caller: Identity,
): SelectQueryBuilder<Row> {
  return allowed(query, caller, 'know');
}

function allowed<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  caller: Identity,
  right: SessionRight,
): SelectQueryBuilder<Row> {
  if (isAdmin(caller)) return query;
  const { ownerId, token } = caller;
  const groupIds = groupsFor(caller, right);
  // An index finds both; `is not distinct from` none.
  const own = ownerId === null ? 'session.owner_id is null' : 'session.owner_id = :callerOwnerId';
  const paid = right === 'continue' ? ` and ${OWNER_IS_IN}` : '';
  const shared = `(session.group_id = any(:callerGroupIds)${paid})`;
  query.andWhere(groupIds.length === 0 ? own : `(${own} or ${shared})`, {
    ...(ownerId === null ? {} : { callerOwnerId: ownerId }),
    ...(groupIds.length === 0 ? {} : { callerGroupIds: groupIds }),
  });
  if (token === undefined) return query;
  const { userId, agentId, sessionIds } = token;
  query.andWhere('session.user_id = :callerUserId', { callerUserId: userId });
  if (agentId !== undefined) {
    query.andWhere('session.agent_id = :callerAgentId', { callerAgentId: agentId });
  }
  if (sessionIds !== undefined) {
    query.andWhere('session.id = any(:callerSessionIds)', { callerSessionIds: sessionIds });
  }
  return query;
}

/** The same as `narrowed`, of a session in memory. */
export function mayKnow(caller: Identity, session: OwnedSession): boolean {
  if (isAdmin(caller)) return true;
  const { ownerId, groups, token } = caller;
  const { groupId } = session;
  if (token === undefined && groupId != null && isAtLeast(groups?.get(groupId), ROLE_FOR.know)) {
    return true;
  }
  if ((session.ownerId ?? null) !== ownerId) return false;
  if (token === undefined) return true;
  const { userId, agentId, sessionIds } = token;
  return (
    session.userId === userId &&
    (agentId === undefined || session.agentId === agentId) &&
    (sessionIds === undefined || sessionIds.includes(session.sessionId))
  );
}

/** The groups to whose sessions `caller` has `right`. */
function groupsFor({ groups, token }: Identity, right: SessionRight): string[] {
  if (groups === undefined || token !== undefined) return [];
  return [...groups].flatMap(([id, role]) => (isAtLeast(role, ROLE_FOR[right]) ? [id] : []));
}
