import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DeletedSessionEntity, lockSessionId, MessageEntity, SessionEntity } from '@vox/database';
import { LessThan, Repository } from 'typeorm';

import { ConversationService } from '../conversation';
import { microsecondsOf, timestampOf } from '../http';
import type { ListedMessage, ListedSession, ListMessages, ListSessions } from './session.schema';

/** No turn waits this long to be written: the queue gives up after about a week. */
const FORGET_DELETION_MS = 30 * 24 * 60 * 60 * 1000;

/** Stored sessions and what was said in them. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(MessageEntity) private readonly storedMessages: Repository<MessageEntity>,
    private readonly conversations: ConversationService,
  ) {}

  /** A page of one user's or everybody's sessions, the last active first. */
  async list({ user_id: userId, limit, before }: ListSessions): Promise<ListedSession[]> {
    const query = this.#listedSessions()
      .orderBy('session.last_activity_at', 'DESC')
      .addOrderBy('session.id', 'DESC')
      .limit(limit);
    if (userId !== undefined) query.andWhere('session.user_id = :userId', { userId });
    if (before !== undefined) {
      query.andWhere(
        `(session.last_activity_at, session.id) < (${timestampOf(':atUs')}, :id::uuid)`,
        before,
      );
    }
    return toListed(await query.getRawAndEntities());
  }

  /** @throws NotFoundException */
  async get(id: string): Promise<ListedSession> {
    const query = this.#listedSessions().where('session.id = :id', { id });
    const [found] = toListed(await query.getRawAndEntities());
    if (found === undefined) throw sessionNotFound();
    return found;
  }

  /**
   * The newest `limit` messages (before a place), oldest first. A turn that is stored late changes the `sequence` of those
   * after it, and no cursor.
   * @throws NotFoundException
   */
  async messages(id: string, { limit, before }: ListMessages): Promise<ListedMessage[]> {
    const query = this.storedMessages
      .createQueryBuilder('message')
      .addSelect(microsecondsOf('message.turn_started_at'), 'cursor_at')
      .where('message.session_id = :id', { id })
      // The order of `sequence`, in values that never change.
      .orderBy('message.turn_started_at', 'DESC')
      .addOrderBy('message.id', 'DESC')
      .limit(limit);
    if (before !== undefined) {
      query.andWhere(
        `(message.turn_started_at, message.id) < (${timestampOf(':atUs')}, :beforeId::bigint)`,
        { atUs: before.atUs, beforeId: before.id },
      );
    }
    const { entities, raw } = await query.getRawAndEntities<{ readonly cursor_at: string }>();
    if (entities.length === 0) await this.get(id);
    return entities
      .map((message, index) => ({
        message,
        cursor: { atUs: raw[index]?.cursor_at ?? '0', id: message.id },
      }))
      .reverse();
  }

  /**
   * Deletes the session with its messages, in the database and wherever else its words are kept; turns of it that are not
   * written yet never will be.
   * What is said in it from now on, when somebody is still talking, is stored as a new one.
   * @throws NotFoundException
   */
  async remove(id: string): Promise<void> {
    const isDeleted = await this.sessions.manager.transaction(async (manager) => {
      await lockSessionId(manager, id);
      const { affected } = await manager.delete(SessionEntity, { id });
      if (affected === 0) return false;
      // Turns are dated by this machine's clock, not by the database's.
      const deletedAt = new Date();
      await manager.upsert(DeletedSessionEntity, { id, deletedAt }, ['id']);
      const forgottenAt = new Date(deletedAt.getTime() - FORGET_DELETION_MS);
      await manager.delete(DeletedSessionEntity, { deletedAt: LessThan(forgottenAt) });
      return true;
    });
    await this.conversations.forgetSessions([id]);
    if (!isDeleted) throw sessionNotFound();
  }

  #listedSessions() {
    return this.sessions
      .createQueryBuilder('session')
      .addSelect(
        '(select count(*)::int from messages message where message.session_id = session.id)',
        'message_count',
      )
      .addSelect(microsecondsOf('session.last_activity_at'), 'cursor_at');
  }
}

function toListed(found: {
  readonly entities: SessionEntity[];
  readonly raw: readonly { readonly message_count: number; readonly cursor_at: string }[];
}): ListedSession[] {
  return found.entities.map((session, index) => ({
    session,
    messageCount: found.raw[index]?.message_count ?? 0,
    cursor: { atUs: found.raw[index]?.cursor_at ?? '0', id: session.id },
  }));
}

function sessionNotFound(): NotFoundException {
  return new NotFoundException('There is no such session');
}
