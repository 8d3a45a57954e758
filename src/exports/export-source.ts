import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MessageEntity, type Person, SessionEntity } from '@vox/database';
import { In, IsNull, MoreThan, Repository } from 'typeorm';

import type { TextFormat } from './export.schema';
import { messageText, sessionText } from './export-text';

/** Rows in memory at once. */
const PAGE = 500;
/** Ids in one question. */
const CHUNK = 1000;

/** Whose words are wanted. */
export type ExportScope = {
  /** Of whose sessions (null: the server's own), and who may have the file; absent: of everybody's, for admins. */
  readonly ownerId?: string | null | undefined;
  /** In the place of their sessions those that this group shares. */
  readonly groupId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly userId?: string | undefined;
  /** In the place of both: everything that is theirs. */
  readonly person?: Person | undefined;
};

/** What of the database is in a text, so that it can be seen whether it is still there. */
export type ExportContents = {
  readonly sessionIds: readonly string[];
  readonly messageCount: number;
  /** No message of a later id is in it. */
  readonly lastMessageId: string;
};

/** Reads sessions with all their messages, a page at a time. */
@Injectable()
export class ExportSource {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
  ) {}

  /** The text of all that is in `scope`, piece by piece, the oldest session first; gives back what was in it. */
  async *text(
    { ownerId, groupId, sessionId, userId }: ExportScope,
    format: TextFormat,
  ): AsyncGenerator<string, ExportContents, void> {
    const found = await this.sessions.find({
      where: {
        ...(groupId === undefined ? ownedBy(ownerId) : { groupId }),
        ...(sessionId === undefined ? {} : { id: sessionId }),
        ...(userId === undefined ? {} : { userId }),
      },
      order: { startedAt: 'ASC', id: 'ASC' },
    });
    let [messageCount, lastMessageId] = [0, 0n];
    for (const session of found) {
      yield sessionText(session, format);
      for (let after = 0; ;) {
        const page = await this.messages.find({
          where: { sessionId: session.id, sequence: MoreThan(after) },
          order: { sequence: 'ASC' },
          take: PAGE,
        });
        for (const message of page) {
          const id = BigInt(message.id);
          if (id > lastMessageId) lastMessageId = id;
        }
        messageCount += page.length;
        if (page.length > 0) yield page.map((message) => messageText(message, format)).join('');
        if (page.length < PAGE) break;
        after = page.at(-1)?.sequence ?? after;
      }
    }
    return {
      sessionIds: found.map(({ id }) => id),
      messageCount,
      lastMessageId: String(lastMessageId),
    };
  }

  /** False once anything of it was deleted, or is shared no longer. Rejects when the database cannot be asked. */
  async isThere(
    { sessionIds, messageCount, lastMessageId }: ExportContents,
    { groupId }: ExportScope,
  ): Promise<boolean> {
    const shared = groupId === undefined ? {} : { groupId };
    let [sessions, messages] = [0, 0];
    for (let start = 0; start < sessionIds.length; start += CHUNK) {
      const ids = sessionIds.slice(start, start + CHUNK);
      sessions += await this.sessions.countBy({ id: In(ids), ...shared });
      messages += await this.messages
        .createQueryBuilder('message')
        .where('message.session_id in (:...ids)', { ids })
        .andWhere('message.id <= :lastMessageId', { lastMessageId })
        .getCount();
    }
    return sessions === sessionIds.length && messages >= messageCount;
  }
}

function ownedBy(ownerId: string | null | undefined) {
  return ownerId === undefined ? {} : { ownerId: ownerId ?? IsNull() };
}
