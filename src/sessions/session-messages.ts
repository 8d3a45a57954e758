import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MessageEntity } from '@vox/database';
import { Repository, type SelectQueryBuilder } from 'typeorm';

import { microsecondsOf, timestampOf } from '../http';
import type { ListedMessage, ListMessages } from './session.schema';
import { SessionList } from './session-list';

/** What was said in stored sessions. */
@Injectable()
export class SessionMessages {
  constructor(
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
    private readonly sessions: SessionList,
  ) {}

  /**
   * The newest `limit` messages (before a place), oldest first. A turn that is stored late changes the `sequence` of those
   * after it, and no cursor.
   * @throws NotFoundException
   */
  async page(id: string, { limit, before }: ListMessages): Promise<ListedMessage[]> {
    const query = this.#listed()
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
    const newestFirst = await listed(query);
    if (newestFirst.length === 0) await this.sessions.get(id);
    return newestFirst.reverse();
  }

  /** @throws NotFoundException */
  async get(messageId: string): Promise<ListedMessage> {
    const [found] = await listed(this.#listed().where('message.id = :messageId', { messageId }));
    if (found === undefined) throw new NotFoundException('There is no such message');
    return found;
  }

  #listed(): SelectQueryBuilder<MessageEntity> {
    return this.messages
      .createQueryBuilder('message')
      .addSelect(microsecondsOf('message.turn_started_at'), 'cursor_at');
  }
}

async function listed(query: SelectQueryBuilder<MessageEntity>): Promise<ListedMessage[]> {
  const { entities, raw } = await query.getRawAndEntities<{ readonly cursor_at: string }>();
  return entities.map((message, index) => ({
    message,
    cursor: { atUs: raw[index]?.cursor_at ?? '0', id: message.id },
  }));
}
