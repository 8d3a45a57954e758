import { createHash, randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  lockSessionId,
  makeMessageRoom,
  MessageEntity,
  SessionEntity,
  TurnEntity,
} from '@vox/database';
import { type EntityManager, In, Repository } from 'typeorm';

import { conflictingField } from '../http';
import { ConversationService } from '../conversation';
import { Redactor } from '../redaction';
import { type Identity, isAdmin, sessionNotFound } from '../identity';
import type { AddMessage } from './message.schema';
import type { ListedMessage } from './session.schema';
import { SessionMessages } from './session-messages';

export type AddedMessage = {
  readonly message: ListedMessage;
  /** False when it was there already, word for word. */
  readonly isNew: boolean;
};

/** What is put into a conversation without being said in it. */
@Injectable()
export class AddedMessages {
  constructor(
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
    private readonly said: SessionMessages,
    private readonly conversations: ConversationService,
    private readonly redactor: Redactor,
  ) {}

  /**
   * One side of a turn: of a new one, at the end of the conversation, or the missing side of one that is stored. The next
   * turn of who talks in the session sees it. Whose turn and words are there already is added once.
   * @throws NotFoundException; ConflictException `turn_id` when that side has other words, or the turn is not stored yet, or,
   * to admins, another session's.
   */
  async add(
    caller: Identity,
    sessionId: string,
    { role, content: words, turn_id }: AddMessage,
  ): Promise<AddedMessage> {
    const { redactStored } = await this.conversations.getAgentConfig(sessionId);
    const content = this.redactor.of(redactStored).stored(words);
    const added = await this.messages.manager.transaction(async (manager) => {
      await lockSession(manager, sessionId);
      const { turnId, turn } = await namedTurn(manager, caller, sessionId, turn_id);
      const there = await manager.findOneBy(MessageEntity, { turnId, role });
      if (there !== null) {
        if (there.content !== content)
          throw conflictingField('turn_id', `has other words of the ${role} already`);
        return { id: there.id, turnId, startedAt: there.turnStartedAt, isNew: false };
      }
      if (turn === null && this.conversations.isLiveTurn(sessionId, turn_id ?? turnId)) {
        throw conflictingField(
          'turn_id',
          'is a turn that is not stored yet: try again in a moment',
        );
      }
      const startedAt = turn?.startedAt ?? (await addTurn(manager, sessionId, turnId));
      const id = await addMessage(manager, { sessionId, turnId, startedAt, role, content });
      return { id, turnId, startedAt, isNew: true };
    });
    const message = { turnId: added.turnId, role, content: words };
    await this.conversations.addMessage(sessionId, message, added.startedAt.getTime());
    return { message: await this.said.get(added.id), isNew: added.isNew };
  }
}

/** Turns of one session are written one after the other. @throws NotFoundException */
async function lockSession(manager: EntityManager, id: string): Promise<void> {
  await lockSessionId(manager, id);
  const found = await manager.findOne(SessionEntity, {
    select: { id: true },
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  if (found === null) throw sessionNotFound();
}

type NamedTurn = { readonly turnId: string; readonly turn: TurnEntity | null };

/**
 * The turn of `sessionId` that a message is a side of, null where it is to be made. An admin may name one that is to be made.
 * Anybody else's name for it only leads to it: were an id that another session has taken refused, or given out as the name of
 * something else, it would tell that it is there.
 * @throws ConflictException to admins, for another session's.
 */
async function namedTurn(
  manager: EntityManager,
  caller: Identity,
  sessionId: string,
  name: string | undefined,
): Promise<NamedTurn> {
  if (name === undefined) return { turnId: randomUUID(), turn: null };
  const made = turnIdFor(sessionId, name);
  const found = await manager.findBy(TurnEntity, { id: In([name, made]), sessionId });
  const turn = found.find(({ id }) => id === name) ?? found[0];
  if (turn !== undefined) return { turnId: turn.id, turn };
  if (!isAdmin(caller)) return { turnId: made, turn: null };
  if (await manager.existsBy(TurnEntity, { id: name })) {
    throw conflictingField('turn_id', 'is a turn of another session');
  }
  return { turnId: name, turn: null };
}

/** The id of the turn that somebody calls `name` in `sessionId`: always the same, a UUID of version 8 (RFC 9562 §5.8). */
function turnIdFor(sessionId: string, name: string): string {
  const hash = createHash('sha256').update(`${sessionId} ${name.toLowerCase()}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** @returns when it began: now, by this machine's clock, as turns that are spoken. */
async function addTurn(manager: EntityManager, sessionId: string, id: string): Promise<Date> {
  const now = new Date();
  await manager.insert(TurnEntity, {
    id,
    sessionId,
    state: 'completed',
    startedAt: now,
    endedAt: now,
  });
  await manager
    .createQueryBuilder(SessionEntity, 'session')
    .update()
    .set({
      lastActivityAt: () => 'greatest(last_activity_at, :now)',
      endedAt: () => 'case when ended_at is not null then greatest(ended_at, :now) end',
    })
    .where('id = :sessionId', { sessionId, now })
    .execute();
  return now;
}

async function addMessage(
  manager: EntityManager,
  message: {
    readonly sessionId: string;
    readonly turnId: string;
    readonly startedAt: Date;
    readonly role: 'user' | 'assistant';
    readonly content: string;
  },
): Promise<string> {
  const { sessionId, turnId, startedAt, role, content } = message;
  const sequence = await makeMessageRoom(manager, sessionId, startedAt, 1);
  const { identifiers } = await manager.insert(MessageEntity, {
    sessionId,
    turnId,
    turnStartedAt: startedAt,
    sequence,
    role,
    content,
    outcome: 'completed',
    spokenAt: new Date(),
  });
  if (role === 'assistant') {
    await manager.update(TurnEntity, { id: turnId }, { heardText: content });
  }
  return String(identifiers[0]?.['id']);
}
