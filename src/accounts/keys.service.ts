import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKeyEntity, errorCode, isUniqueViolation } from '@vox/database';
import { IsNull, Repository } from 'typeorm';

import { badField, conflictingField, type Cursor } from '../http';
import { IdentityCache, makeApiKey } from '../identity';
import { newestOf } from './account-page';
import type { CreateKey, ListKeys } from './key.schema';

const FOREIGN_KEY_VIOLATION = '23503';

/** Makes keys and takes them back. */
@Injectable()
export class KeysService {
  constructor(
    @InjectRepository(ApiKeyEntity) private readonly keys: Repository<ApiKeyEntity>,
    private readonly cache: IdentityCache,
  ) {}

  /** The newest first, those that are revoked, too. */
  page({ user_id, ...page }: ListKeys): Promise<{ rows: ApiKeyEntity[]; next?: Cursor }> {
    const query = this.keys.createQueryBuilder('row');
    if (user_id !== undefined) query.andWhere('row.user_id = :user_id', { user_id });
    return newestOf(query, page);
  }

  /**
   * The key itself is given back this once, and not kept.
   * @throws BadRequestException `user_id` when there is no such user; ConflictException `name` when they have one of it.
   */
  async create(request: CreateKey): Promise<{ row: ApiKeyEntity; key: string }> {
    const { user_id: userId, name, scopes, expires_in_s: validityS } = request;
    const { key, prefix, hash } = makeApiKey();
    const expiresAt = validityS === null ? null : new Date(Date.now() + validityS * 1000);
    const row = this.keys.create({
      userId,
      name,
      keyHash: hash,
      keyPrefix: prefix,
      scopes,
      expiresAt,
    });
    try {
      return { row: await this.keys.save(row), key };
    } catch (error) {
      if (isUniqueViolation(error)) throw conflictingField('name', 'is one of theirs already');
      if (errorCode(error) !== FOREIGN_KEY_VIOLATION) throw error;
      throw badField('user_id', 'there is no such user');
    }
  }

  /**
   * Nobody comes in with it any more, nor with a token that was asked for with it; who has come has to leave.
   * @throws NotFoundException when there is none, or it was revoked before.
   */
  async revoke(id: string): Promise<void> {
    const where = { id, revokedAt: IsNull() };
    const { affected } = await this.keys.update(where, { revokedAt: () => 'now()' });
    if (affected === 0) throw new NotFoundException('There is no such key (any more)');
    this.cache.changed();
  }
}
