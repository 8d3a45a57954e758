import { Injectable, Logger } from '@nestjs/common';
import { makeMessageRoom } from '@vox/database';
import { DataSource, type EntityManager } from 'typeorm';

import { insertTurn } from './insert-turn';
import type { RecordTurn } from './job-catalogue';
import { JobHandler } from './job-handler';
import { type MessageRow, toMessageRows } from './message-rows';
import { openSessionOf } from './session-of-turn';
import { toTurnRow } from './turn-row';
import { WebhookFanOut } from './webhook-fan-out';

/**
 * Writes one turn: the session when it is missing, the turn, then its one or two messages.
 *
 * The session's row is locked, so turns of one session are written one after the other; a turn that comes
 * late takes its place by the time it began and moves its successors up. A turn that is stored already is
 * left as it is. One that began before its session was deleted, or before somebody who speaks in it was forgotten or erased,
 * is dropped, and so is one that was said in somebody else's session.
 */
@Injectable()
export class RecordTurnHandler extends JobHandler<'conversation.record-turn'> {
  readonly jobName = 'conversation.record-turn';
  readonly #logger = new Logger('RecordTurn');

  constructor(
    private readonly dataSource: DataSource,
    private readonly webhooks: WebhookFanOut,
  ) {
    super();
  }

  override async handle(turn: RecordTurn): Promise<void> {
    const rows = toMessageRows(turn);
    if (rows.length === 0) return;
    const isStored = await this.dataSource.transaction((manager) =>
      this.#store(manager, turn, rows),
    );
    // After it is stored, and each time that this job runs: a webhook that could not be told is told with the next try.
    if (isStored) await this.#tellWebhooks(turn);
  }

  /** @returns false when nothing of the turn may be stored. */
  async #store(
    manager: EntityManager,
    turn: RecordTurn,
    rows: readonly MessageRow[],
  ): Promise<boolean> {
    const place = await openSessionOf(manager, turn);
    if (place === 'others') {
      // It was begun while the database could not be asked whose it is; whoever talked was told since.
      this.#logger.warn(
        { sessionId: turn.session.id, turnId: turn.turnId },
        "A turn said in another user's or owner's session is dropped",
      );
    }
    if (place !== 'open') return place === 'stored';
    const startedAt = new Date(turn.startedAtMs);
    const first = await makeMessageRoom(manager, turn.session.id, startedAt, rows.length);
    const messages = rows.map((row, index) => ({ ...row, sequence: first + index }));
    await insertTurn(manager, toTurnRow(turn), messages);
    return true;
  }

  #tellWebhooks({ turnId, session, endedAtMs }: RecordTurn): Promise<void> {
    return this.webhooks.tell({
      event: 'turn.completed',
      sessionId: session.id,
      turnId,
      atMs: endedAtMs,
    });
  }
}
