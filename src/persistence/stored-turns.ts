import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MessageEntity } from '@vox/database';
import type { TurnIdentity } from '@vox/jobs';
import { Listeners } from '@vox/voice-core';
import { Repository } from 'typeorm';

export type StoredMessage = {
  readonly id: string;
  readonly role: 'user' | 'assistant';
};

/** A turn that waits no more. Its words are in the database, unless they were deleted meanwhile. */
export type StoredTurn = {
  readonly sessionId: string;
  /** Whose session it is; null: the server's own. */
  readonly ownerId: string | null;
  /** Whose members share it; null: nobody. */
  readonly groupId: string | null;
  readonly userId: string;
  readonly turnId: string;
  /** What is stored of it now. Rejects when the database cannot be asked. */
  messages(): Promise<StoredMessage[]>;
};

/** Tells other rooms of turns of this server that have reached the database. */
@Injectable()
export class StoredTurns {
  readonly #listeners = new Listeners<StoredTurn>();

  constructor(
    @InjectRepository(MessageEntity) private readonly stored: Repository<MessageEntity>,
  ) {}

  /** @param listener Must not throw, and returns at once. @returns ends it. */
  listen(listener: (turn: StoredTurn) => void): () => void {
    return this.#listeners.listen(listener);
  }

  tell({ turnId, session }: TurnIdentity): void {
    this.#listeners.tell({
      sessionId: session.id,
      ownerId: session.ownerId ?? null,
      groupId: session.groupId ?? null,
      userId: session.userId,
      turnId,
      messages: () => this.#messagesOf(turnId, session.id),
    });
  }

  #messagesOf(turnId: string, sessionId: string): Promise<StoredMessage[]> {
    return this.stored.find({
      select: { id: true, role: true },
      where: { turnId, sessionId },
      order: { sequence: 'ASC' },
    });
  }
}
