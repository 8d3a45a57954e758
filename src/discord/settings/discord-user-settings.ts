import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  DiscordUserEntity,
  eraseRows,
  findHeld,
  MessageEntity,
  RecordingEntity,
  sessionsOf,
} from '@vox/database';
import { Clock } from '@vox/voice-core';
import { ArrayContains, type EntityManager, Repository } from 'typeorm';

import { ConversationService } from '../../conversation';
import { forPerson } from './person-deadline';

/** What was deleted of somebody. */
export type Forgotten = { readonly conversations: number; readonly messages: number };

type Choices = { readonly isListenedTo: boolean; readonly language: string | undefined };

/** Who nothing is known of: the defaults. */
const UNKNOWN: Choices = { isListenedTo: true, language: undefined };

/** What Discord users have chosen for themselves. Read once, then answered from memory, so that an opt-out holds in an outage. */
@Injectable()
export class DiscordUserSettings {
  #loading: Promise<Map<string, Choices>> | undefined;
  #known: Map<string, Choices> | undefined;

  constructor(
    @InjectRepository(DiscordUserEntity) private readonly users: Repository<DiscordUserEntity>,
    private readonly conversations: ConversationService,
    private readonly clock: Clock,
  ) {}

  /** Everybody who does not want to be listened to. Rejects while that has never been read. */
  async optedOutUserIds(): Promise<string[]> {
    const known = await this.#load();
    return [...known].flatMap(([userId, { isListenedTo }]) => (isListenedTo ? [] : [userId]));
  }

  async isListenedTo(userId: string): Promise<boolean> {
    return ((await this.#load()).get(userId) ?? UNKNOWN).isListenedTo;
  }

  async setListenedTo(userId: string, isListenedTo: boolean): Promise<void> {
    await this.#change(userId, { isListenedTo });
  }

  /** The language they chose, as far as it is in memory: a reply never waits for the database. */
  language(userId: string): string | undefined {
    if (this.#known === undefined) void this.#load().catch(() => undefined);
    return this.#known?.get(userId)?.language;
  }

  async setLanguage(userId: string, language: string | undefined): Promise<void> {
    await this.#change(userId, { language });
  }

  /**
   * Deletes all that is stored of somebody: their own conversations, and in conversations they shared every turn that
   * has words of theirs and every recording that has their voice. What they chose for themselves stays. What is still on its way to the database is dropped when it gets there.
   */
  async forget(userId: string): Promise<Forgotten> {
    const { sessionIds, conversations, messages } = await this.users.manager.transaction(
      (manager) => forget(manager, userId),
    );
    await this.conversations.forgetSessions(sessionIds);
    return { conversations, messages };
  }

  async #change(userId: string, change: Partial<Choices>): Promise<void> {
    const known = await this.#load();
    const columns =
      'language' in change ? { ...change, language: change.language ?? null } : change;
    // Only what changes, so that two choices made at once are both kept.
    await this.users.upsert({ userId, ...(columns as Partial<DiscordUserEntity>) }, ['userId']);
    known.set(userId, { ...(known.get(userId) ?? UNKNOWN), ...change });
  }

  #load(): Promise<Map<string, Choices>> {
    this.#loading ??= this.#read();
    return this.#loading;
  }

  async #read(): Promise<Map<string, Choices>> {
    try {
      const users = await forPerson(this.clock, () => this.users.find());
      this.#known = new Map(
        users.map(({ userId, isListenedTo, language }) => [
          userId,
          { isListenedTo, language: language ?? undefined },
        ]),
      );
      return this.#known;
    } catch (error) {
      // Asked again by the next who wants to know.
      this.#loading = undefined;
      throw error;
    }
  }
}

async function forget(manager: EntityManager, userId: string) {
  // Turns are dated by this machine's clock, not by the database's.
  const forgottenAt = new Date();
  await manager.upsert(DiscordUserEntity, { userId, forgottenAt }, ['userId']);
  const theirs = { speakerIds: ArrayContains([userId]) };
  const messages = await manager.countBy(MessageEntity, theirs);
  // They may be heard where they have said no whole turn.
  const recordings = await manager.find(RecordingEntity, {
    select: { id: true, sessionId: true },
    where: theirs,
  });
  const held = await findHeld(manager, { names: [], discordUserIds: [userId] });
  await eraseRows(manager, held, false, ['discord_users']);
  return {
    sessionIds: new Set([...sessionsOf(held), ...recordings.map(({ sessionId }) => sessionId)]),
    conversations: held.sessionIds.length,
    messages,
  };
}
