import { Injectable } from '@nestjs/common';
import {
  DiscordLinkCodeEntity,
  discordSessionUserId,
  isUniqueViolation,
  SessionEntity,
  UserEntity,
} from '@vox/database';
import { Clock } from '@vox/voice-core';
import { DataSource, type EntityManager, IsNull, LessThanOrEqual } from 'typeorm';

import { hashOfSecret } from '../secrets';
import { LinkedUsers } from './linked-users';
import { makeLinkCode, typedLinkCode } from './link-code';

/** Long enough to find the page and to log in there. */
const GOOD_FOR_MS = 10 * 60_000;

/** Why two are not linked: `user`, `discord-user`: that one is linked with somebody else; `code`: it is not good (any more). */
export type LinkRefusal = 'user' | 'discord-user' | 'code';

/** A link that is not made; nothing has changed. */
export class NotLinkedError extends Error {
  override readonly name = 'NotLinkedError';

  constructor(readonly refusal: LinkRefusal) {
    super(`not linked: ${refusal}`);
  }
}

/**
 * Who in Discord is which user: one at most, and one user's at most. Both sides say so: on Discord somebody asks for a code, and whoever
 * is logged in, or has a key, takes it. Several servers of one database know the same.
 *
 * The sessions that a Discord user has to themselves go with the link: they are the linked user's, and the server's own again afterwards.
 */
@Injectable()
export class DiscordLinks {
  constructor(
    private readonly database: DataSource,
    private readonly linked: LinkedUsers,
    private readonly clock: Clock,
  ) {}

  /**
   * A code for a Discord user, in place of the one that they had: good once, and for ten minutes.
   * @throws NotLinkedError `discord-user` when they are linked.
   */
  async issue(discordUserId: string): Promise<string> {
    const code = makeLinkCode();
    const nowMs = this.clock.wallMs();
    await this.database.transaction(async (manager) => {
      if (await manager.existsBy(UserEntity, { discordUserId })) {
        throw new NotLinkedError('discord-user');
      }
      await manager.delete(DiscordLinkCodeEntity, { expiresAt: LessThanOrEqual(new Date(nowMs)) });
      await manager.upsert(
        DiscordLinkCodeEntity,
        {
          codeHash: hashOfSecret(code),
          discordUserId,
          expiresAt: new Date(nowMs + GOOD_FOR_MS),
        },
        ['discordUserId'],
      );
    });
    return code;
  }

  /**
   * Links a user with whoever has asked for the code, which is used up by it.
   * @returns the Discord user's id. @throws NotLinkedError
   */
  async take(userId: string, typed: string): Promise<string> {
    const code = typedLinkCode(typed);
    if (code === undefined) throw new NotLinkedError('code');
    return this.#changed(async (changes) => {
      const { manager } = changes;
      const user = await lockedUser(manager, { id: userId });
      if (user?.discordUserId != null) throw new NotLinkedError('user');
      const discordUserId = await this.#use(manager, code);
      if (user === null || discordUserId === undefined) throw new NotLinkedError('code');
      await link(changes, user, discordUserId);
      return discordUserId;
    });
  }

  /**
   * As an admin says it; null: with nobody.
   * @throws NotLinkedError `discord-user`
   */
  async set(userId: string, discordUserId: string | null): Promise<void> {
    await this.#changed(async (changes) => {
      const { manager } = changes;
      const user = await lockedUser(manager, { id: userId });
      if (user === null || user.discordUserId === discordUserId) return;
      await link(changes, user, discordUserId);
    });
  }

  /** Ends the link of a user. @returns whether there was one. */
  endOfUser(userId: string): Promise<boolean> {
    return this.#end({ id: userId });
  }

  /** The same of a Discord user. */
  endOfDiscordUser(discordUserId: string): Promise<boolean> {
    return this.#end({ discordUserId });
  }

  /** The user that a Discord user is linked with, if any. */
  async userOf(discordUserId: string): Promise<string | undefined> {
    const user = await this.database.getRepository(UserEntity).findOneBy({ discordUserId });
    return user?.id;
  }

  #end(whose: Whose): Promise<boolean> {
    return this.#changed(async (changes) => {
      const { manager } = changes;
      const user = await lockedUser(manager, whose);
      if (user?.discordUserId == null) return false;
      await link(changes, user, null);
      return true;
    });
  }

  /** Of two who come at once with the same, one has it. */
  async #use(manager: EntityManager, code: string): Promise<string | undefined> {
    const done = await manager
      .createQueryBuilder(DiscordLinkCodeEntity, 'code')
      .delete()
      .where('code_hash = :hash', { hash: hashOfSecret(code) })
      .returning(['discordUserId', 'expiresAt'])
      .execute();
    const [used] = done.raw as { readonly discord_user_id: string; readonly expires_at: Date }[];
    const isGood = used !== undefined && used.expires_at.getTime() > this.clock.wallMs();
    return isGood ? used.discord_user_id : undefined;
  }

  async #changed<T>(change: (changes: Changes) => Promise<T>): Promise<T> {
    const discordUserIds = new Set<string>();
    try {
      const done = await this.database.transaction((manager) =>
        change({ manager, discordUserIds }),
      );
      for (const id of discordUserIds) this.linked.changed(id);
      return done;
    } catch (error) {
      // Both may have been linked with others at the same moment.
      if (isUniqueViolation(error)) throw new NotLinkedError('discord-user');
      throw error;
    }
  }
}

/** What is being changed, and of whom. */
type Changes = { readonly manager: EntityManager; readonly discordUserIds: Set<string> };

type Whose = Partial<Pick<UserEntity, 'id' | 'discordUserId'>>;

function lockedUser(manager: EntityManager, whose: object): Promise<UserEntity | null> {
  return manager.findOne(UserEntity, { where: whose, lock: { mode: 'pessimistic_write' } });
}

async function link(
  { manager, discordUserIds }: Changes,
  { id, discordUserId: before }: UserEntity,
  discordUserId: string | null,
): Promise<void> {
  if (before !== null) await hand(manager, before, id, null);
  await manager.update(UserEntity, { id }, { discordUserId });
  if (discordUserId !== null) await hand(manager, discordUserId, null, id);
  for (const changed of [before, discordUserId]) if (changed !== null) discordUserIds.add(changed);
}

/** The sessions that a Discord user has to themselves are somebody else's. */
async function hand(
  manager: EntityManager,
  discordUserId: string,
  from: string | null,
  ownerId: string | null,
): Promise<void> {
  const userId = discordSessionUserId(discordUserId);
  const theirs = { userId, channel: 'discord', ownerId: from ?? IsNull() } as const;
  // With whom it is shared was the other one's to say.
  await manager.update(SessionEntity, theirs, { ownerId, groupId: null });
}
