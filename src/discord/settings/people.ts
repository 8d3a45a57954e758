import { Injectable } from '@nestjs/common';
import { DiscordUserEntity, MessageEntity, SessionEntity } from '@vox/database';
import { DataSource, type EntityManager } from 'typeorm';

import { ConversationService } from '../../conversation';

/** What was deleted of somebody. */
export type Forgotten = { readonly conversations: number; readonly messages: number };

type Choices = { readonly isListenedTo: boolean; readonly language: string | undefined };

/** Who nothing is known of: the defaults. */
const UNKNOWN: Choices = { isListenedTo: true, language: undefined };

/** What Discord users have chosen for themselves. Read once, then answered from memory, so that an opt-out holds in an outage. */
@Injectable()
export class People {
  #loading: Promise<Map<string, Choices>> | undefined;
  #known: Map<string, Choices> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly conversations: ConversationService,
  ) {}

  /** Everybody who does not want to be listened to. Rejects while that has never been read. */
  async unheardUserIds(): Promise<string[]> {
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
   * has words of theirs. What is still on its way to the database is dropped when it gets there.
   */
  async forget(userId: string): Promise<Forgotten> {
    const { sessionIds, conversations, messages } = await this.dataSource.transaction((manager) =>
      forget(manager, userId),
    );
    await this.conversations.forgetSessions(sessionIds);
    return { conversations, messages };
  }

  async #change(userId: string, change: Partial<Choices>): Promise<void> {
    const known = await this.#load();
    const columns =
      'language' in change ? { ...change, language: change.language ?? null } : change;
    // Only what changes, so that two choices made at once are both kept.
    await this.dataSource
      .getRepository(DiscordUserEntity)
      .upsert({ userId, ...(columns as Partial<DiscordUserEntity>) }, ['userId']);
    known.set(userId, { ...(known.get(userId) ?? UNKNOWN), ...change });
  }

  #load(): Promise<Map<string, Choices>> {
    this.#loading ??= this.#read();
    return this.#loading;
  }

  async #read(): Promise<Map<string, Choices>> {
    try {
      const users = await this.dataSource.getRepository(DiscordUserEntity).find();
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
  await manager.query(
    `insert into discord_users (user_id, forgotten_at) values ($1, $2)
     on conflict (user_id) do update set forgotten_at = excluded.forgotten_at`,
    // Turns are dated by this machine's clock, not by the database's.
    [userId, new Date()],
  );
  const shared = await manager
    .createQueryBuilder(MessageEntity, 'message')
    .select('message.id', 'id')
    .addSelect('message.session_id', 'session_id')
    .where('message.speaker_ids @> array[:userId]::text[]', { userId })
    .getRawMany<{ id: string; session_id: string }>();
  if (shared.length > 0)
    await manager.delete(
      MessageEntity,
      shared.map(({ id }) => id),
    );
  const own = await manager.find(SessionEntity, {
    select: { id: true },
    where: { userId: `discord:${userId}` },
  });
  if (own.length > 0)
    await manager.delete(
      SessionEntity,
      own.map(({ id }) => id),
    );
  return {
    sessionIds: new Set([...own.map(({ id }) => id), ...shared.map((row) => row.session_id)]),
    conversations: own.length,
    messages: shared.length,
  };
}
