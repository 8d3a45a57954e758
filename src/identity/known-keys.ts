import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKeyEntity, UserEntity } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { Repository } from 'typeorm';

import { hashOfSecret } from '../secrets';
import { GROUPS_OF_OWNER, type GroupRole, groupsIn } from './group-role';
import { granted, type Identity } from './identity';
import { IdentityCache } from './identity-cache';
import { UseNotes } from './use-notes';

/** The keys that people have made for programs, as the database has them. */
@Injectable()
export class KnownKeys {
  readonly #uses: UseNotes;

  constructor(
    @InjectRepository(ApiKeyEntity) private readonly keys: Repository<ApiKeyEntity>,
    private readonly cache: IdentityCache,
    clock: Clock,
  ) {
    this.#uses = new UseNotes(clock, (id, lastUsedAt) => this.keys.update({ id }, { lastUsedAt }));
  }

  /**
   * Whom a key stands for; undefined when there is none, it has expired or was revoked, or its owner is switched off.
   * @throws UncheckedKeyError
   */
  async find(key: string): Promise<Identity | undefined> {
    const identity = await this.#ask('key.key_hash = :value', hashOfSecret(key));
    if (identity?.keyId !== undefined) this.#uses.note(identity.keyId);
    return identity;
  }

  /** The same by a key's id, for what was given out on its behalf. @throws UncheckedKeyError */
  findById(id: string): Promise<Identity | undefined> {
    return this.#ask('key.id = :value', id);
  }

  #ask(condition: string, value: string): Promise<Identity | undefined> {
    return this.cache.ask(`key ${value}`, async () => {
      const found = await this.keys
        .createQueryBuilder('key')
        .innerJoin(UserEntity, 'owner', 'owner.id = key.user_id and owner.is_active')
        .where(condition, { value })
        .andWhere('key.revoked_at is null')
        .addSelect(GROUPS_OF_OWNER, 'groups')
        .getRawAndEntities<{ readonly groups: Record<string, GroupRole> | null }>();
      const [key] = found.entities;
      return key === undefined
        ? undefined
        : { ...toIdentity(key), ...groupsIn(found.raw[0]?.groups ?? null) };
    });
  }
}

function toIdentity({ id, userId, keyPrefix, scopes, expiresAt }: ApiKeyEntity): Identity {
  return {
    scopes: granted(scopes),
    ownerId: userId,
    actor: `key ${keyPrefix}`,
    keyId: id,
    ...(expiresAt === null ? {} : { expiresAtMs: expiresAt.getTime() }),
  };
}
