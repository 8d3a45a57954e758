import { Injectable } from '@nestjs/common';
import {
  findHeld,
  heldRows,
  MessageEntity,
  type Person,
  sessionsOf,
  UserEntity,
} from '@vox/database';
import { Clock } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import type { ExportContents } from './export-source';
import { toLine } from './export-text';

/** Reads everything that is somebody's: each row of each table that holds something of people (`personalTables`). */
@Injectable()
export class EverythingSource {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A line for each row, after one that says what this is; gives back what was in it. */
  async *text(person: Person): AsyncGenerator<string, ExportContents, void> {
    const { manager } = this.dataSource;
    const held = await findHeld(manager, person);
    yield toLine({ type: 'export', exported_at: new Date(this.clock.wallMs()).toISOString() });
    let [messageCount, lastMessageId] = [0, 0n];
    for await (const row of heldRows(manager, held)) {
      if (row['type'] === 'messages') {
        messageCount += 1;
        lastMessageId = BigInt(row['id'] as number);
      }
      yield toLine(row['type'] === 'recordings' ? withAudio(row) : row);
    }
    return {
      sessionIds: sessionsOf(held),
      messageCount,
      lastMessageId: String(lastMessageId),
    };
  }

  /** False once anything of it was deleted. Rejects when the database cannot be asked. */
  async isThere(person: Person, contents: ExportContents): Promise<boolean> {
    const { manager } = this.dataSource;
    const { userId } = person;
    if (userId !== undefined && !(await manager.existsBy(UserEntity, { id: userId }))) return false;
    const held = await findHeld(manager, person);
    const ids = new Set(sessionsOf(held));
    if (!contents.sessionIds.every((id) => ids.has(id))) return false;
    const messages = await manager
      .createQueryBuilder(MessageEntity, 'message')
      .where('(message.session_id = any(:sessionIds) or message.turn_id = any(:turnIds))', {
        sessionIds: held.sessionIds,
        turnIds: held.turns.map(({ id }) => id),
      })
      .andWhere('message.id <= :lastMessageId', { lastMessageId: contents.lastMessageId })
      .getCount();
    return messages >= contents.messageCount;
  }
}

/** Sound is no line of JSON: a line says where it is to be had, as `src/recordings` gives it. */
function withAudio(row: Record<string, unknown>): Record<string, unknown> {
  const { session_id: sessionId, id } = row as { session_id: string; id: string };
  return { ...row, audio: `/api/sessions/${sessionId}/recordings/${id}/audio` };
}
