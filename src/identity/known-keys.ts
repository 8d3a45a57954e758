import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ApiKeyEntity, errorCode, isDatabaseUnavailable, UserEntity } from '@vox/database';
import { CapacityError, Clock, Listeners } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';
import { Repository } from 'typeorm';

import { hashOfKey } from './api-key';
import { granted, type Identity } from './identity';

/** So long a key that another server has revoked may still be taken here. */
const FRESH_MS = 3000;

const MAX_REMEMBERED = 10_000;

/** When a key was used last is noted no more often. */
const NOTE_USE_EVERY_MS = 60_000;

const RETRY_AFTER_MS = 5000;

/** The database does not say whether a key is good, so it is not taken. */
export class UncheckedKeyError extends CapacityError {
  constructor() {
    super('Who you are cannot be checked just now. Try again.', RETRY_AFTER_MS);
  }
}

type Remembered = { readonly identity: Identity | undefined; readonly atMs: number };

/** The keys that people have made for programs, as the database has them. */
@Injectable()
export class KnownKeys {
  readonly #logger = new Logger('Keys');
  readonly #fresh = new LRUCache<string, Remembered>({ max: MAX_REMEMBERED });
  readonly #changes = new Listeners<void>();
  #changeCount = 0;
  readonly #notedAtMs = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  constructor(
    @InjectRepository(ApiKeyEntity) private readonly keys: Repository<ApiKeyEntity>,
    private readonly clock: Clock,
  ) {}

  /**
   * Whom a key stands for; undefined when there is none, it has expired or was revoked, or its owner is switched off.
   * @throws UncheckedKeyError
   */
  async find(key: string): Promise<Identity | undefined> {
    const identity = await this.#ask('key.key_hash = :value', hashOfKey(key));
    if (identity?.keyId !== undefined) this.#noteUse(identity.keyId);
    return identity;
  }

  /** The same by a key's id, for what was given out on its behalf. @throws UncheckedKeyError */
  findById(id: string): Promise<Identity | undefined> {
    return this.#ask('key.id = :value', id);
  }

  /** Some were changed, or their owners: all are asked for anew. */
  changed(): void {
    this.#changeCount++;
    this.#fresh.clear();
    this.#changes.tell();
  }

  /** @returns ends it. */
  listen(onChanged: () => void): () => void {
    return this.#changes.listen(onChanged);
  }

  async #ask(condition: string, value: string): Promise<Identity | undefined> {
    const remembered = this.#fresh.get(value);
    const nowMs = this.clock.nowMs();
    const isFresh = remembered !== undefined && nowMs - remembered.atMs < FRESH_MS;
    const identity = isFresh ? remembered.identity : await this.#readLast(condition, value);
    if (!isFresh) this.#fresh.set(value, { identity, atMs: nowMs });
    const { expiresAtMs = Infinity } = identity ?? {};
    return expiresAtMs > this.clock.wallMs() ? identity : undefined;
  }

  /** An answer from before a change is neither given nor remembered: else a key would outlive its revocation. */
  async #readLast(condition: string, value: string): Promise<Identity | undefined> {
    for (;;) {
      const count = this.#changeCount;
      const identity = await this.#read(condition, value);
      if (count === this.#changeCount) return identity;
    }
  }

  async #read(condition: string, value: string): Promise<Identity | undefined> {
    try {
      const found = await this.keys
        .createQueryBuilder('key')
        .innerJoin(UserEntity, 'owner', 'owner.id = key.user_id and owner.is_active')
        .where(condition, { value })
        .andWhere('key.revoked_at is null')
        .getOne();
      return found === null ? undefined : toIdentity(found);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      throw new UncheckedKeyError();
    }
  }

  #noteUse(id: string): void {
    const nowMs = this.clock.wallMs();
    if (nowMs - (this.#notedAtMs.get(id) ?? -Infinity) < NOTE_USE_EVERY_MS) return;
    this.#notedAtMs.set(id, nowMs);
    this.keys
      .update({ id }, { lastUsedAt: new Date(nowMs) })
      .catch((error: unknown) =>
        this.#logger.debug({ code: errorCode(error) }, 'When a key was used is not noted'),
      );
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
