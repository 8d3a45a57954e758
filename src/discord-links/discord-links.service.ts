import { Injectable } from '@nestjs/common';
import { DiscordLinkCodeEntity, isUniqueViolation, UserEntity } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { DataSource, type EntityManager, LessThanOrEqual } from 'typeorm';

import { hashOfSecret } from '../secrets';
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
 */
@Injectable()
export class DiscordLinks {
  constructor(
    private readonly database: DataSource,
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
    return this.#changed(async (manager) => {
      const user = await lockedUser(manager, { id: userId });
      if (user?.discordUserId != null) throw new NotLinkedError('user');
      const discordUserId = await this.#use(manager, code);
      if (user === null || discordUserId === undefined) throw new NotLinkedError('code');
      await link(manager, user, discordUserId);
      return discordUserId;
    });
  }

  /**
   * As an admin says it; null: with nobody.
   * @throws NotLinkedError `discord-user`
   */
  async set(userId: string, discordUserId: string | null): Promise<void> {
    await this.#changed(async (manager) => {
      const user = await lockedUser(manager, { id: userId });
      if (user === null || user.discordUserId === discordUserId) return;
      await link(manager, user, discordUserId);
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

  #end(whose: Whose): Promise<boolean> {
    return this.#changed(async (manager) => {
      const user = await lockedUser(manager, whose);
      if (user?.discordUserId == null) return false;
      await link(manager, user, null);
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

  async #changed<T>(change: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(change);
    } catch (error) {
      // Both may have been linked with others at the same moment.
      if (isUniqueViolation(error)) throw new NotLinkedError('discord-user');
      throw error;
    }
  }
}

type Whose = Partial<Pick<UserEntity, 'id' | 'discordUserId'>>;

function lockedUser(manager: EntityManager, whose: object): Promise<UserEntity | null> {
  return manager.findOne(UserEntity, { where: whose, lock: { mode: 'pessimistic_write' } });
}

async function link(
  manager: EntityManager,
  { id }: UserEntity,
  discordUserId: string | null,
): Promise<void> {
  await manager.update(UserEntity, { id }, { discordUserId });
}
