import { Injectable } from '@nestjs/common';
import { isDatabaseUnavailable } from '@vox/database';
import { CapacityError, Clock, entriesUpTo, Listeners } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import type { Identity } from './identity';

/** So long a credential that another server has taken back may still be taken here. */
const FRESH_MS = 3000;

const MAX_REMEMBERED = 10_000;

const RETRY_AFTER_MS = 5000;

/** The database does not say whether a credential is good, so it is not taken. */
export class UncheckedKeyError extends CapacityError {
  constructor() {
    super('Who you are cannot be checked just now. Try again.', RETRY_AFTER_MS);
  }
}

type Remembered = { readonly identity: Identity | undefined; readonly atMs: number };

/** For a few seconds, whom credentials stand for that the database was asked about: one for all kinds of them. */
@Injectable()
export class IdentityCache {
  readonly #fresh = new LRUCache<string, Remembered>(entriesUpTo(MAX_REMEMBERED));
  readonly #changes = new Listeners<void>();
  #changeCount = 0;

  constructor(private readonly clock: Clock) {}

  /**
   * Whom the credential called `name` stands for, as `read` says; undefined for nobody, or when it has expired.
   * @throws UncheckedKeyError
   */
  async ask(
    name: string,
    read: () => Promise<Identity | undefined>,
  ): Promise<Identity | undefined> {
    const remembered = this.#fresh.get(name);
    const nowMs = this.clock.nowMs();
    const isFresh = remembered !== undefined && nowMs - remembered.atMs < FRESH_MS;
    const identity = isFresh ? remembered.identity : await this.#readLast(read);
    if (!isFresh) this.#fresh.set(name, { identity, atMs: nowMs });
    const { expiresAtMs = Infinity } = identity ?? {};
    return expiresAtMs > this.clock.wallMs() ? identity : undefined;
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

  /** An answer from before a change is neither given nor remembered: else a credential would outlive its end. */
  async #readLast(read: () => Promise<Identity | undefined>): Promise<Identity | undefined> {
    for (;;) {
      const count = this.#changeCount;
      const identity = await this.#read(read);
      if (count === this.#changeCount) return identity;
    }
  }

  async #read(read: () => Promise<Identity | undefined>): Promise<Identity | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      throw new UncheckedKeyError();
    }
  }
}
