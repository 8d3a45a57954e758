import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SessionEntity } from '@vox/database';
import { type ObjectLiteral, Repository, type SelectQueryBuilder } from 'typeorm';

import { type Identity, isAdmin } from './identity';

/** Whose a session is, and with whom. */
export type OwnedSession = {
  readonly sessionId: string;
  /** Null: the server's own. */
  readonly ownerId?: string | null;
  readonly userId: string;
  readonly agentId?: string | undefined;
};

/**
 * Which sessions somebody may know of: the one place where that is said. Admins all; others those that their owner has
 * opened, as far as their token goes. Of any other session nothing tells that it is there.
 */
@Injectable()
export class SessionAccess {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
  ) {}

  /** The sessions that `caller` may know of: `session` in the query. */
  query(caller: Identity): SelectQueryBuilder<SessionEntity> {
    return narrowed(this.sessions.createQueryBuilder('session'), caller);
  }

  /** One question, and the same work, whether there is none or it is somebody else's. */
  async has(caller: Identity, id: string): Promise<boolean> {
    return this.query(caller).andWhere('session.id = :sessionId', { sessionId: id }).getExists();
  }

  /** @throws NotFoundException */
  async require(caller: Identity, id: string): Promise<void> {
    if (!(await this.has(caller, id))) throw sessionNotFound();
  }
}

export function sessionNotFound(): NotFoundException {
  return new NotFoundException('There is no such session');
}

/** `query`, in which `session` is a row of `sessions`, of those that `caller` may know of. */
export function narrowed<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  caller: Identity,
): SelectQueryBuilder<Row> {
  if (isAdmin(caller)) return query;
  const { ownerId, token } = caller;
  // An index finds both; `is not distinct from` none.
  if (ownerId === null) query.andWhere('session.owner_id is null');
  else query.andWhere('session.owner_id = :callerOwnerId', { callerOwnerId: ownerId });
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

/** The same of a session in memory. */
export function mayKnow(caller: Identity, session: OwnedSession): boolean {
  if (isAdmin(caller)) return true;
  const { ownerId, token } = caller;
  if ((session.ownerId ?? null) !== ownerId) return false;
  if (token === undefined) return true;
  const { userId, agentId, sessionIds } = token;
  return (
    session.userId === userId &&
    (agentId === undefined || session.agentId === agentId) &&
    (sessionIds === undefined || sessionIds.includes(session.sessionId))
  );
}
