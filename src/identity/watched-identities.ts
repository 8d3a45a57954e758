import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CapacityError } from '@vox/voice-core';

import { Identities } from './identities';
import type { Identity } from './identity';
import { IdentityCache } from './identity-cache';

/** So long somebody whose key another server has revoked, or has expired, may stay. */
const CHECK_EVERY_MS = 15_000;

/** Tells those who hold a connection that whoever has opened it might not come in any more. */
@Injectable()
export class WatchedIdentities implements OnModuleInit, OnModuleDestroy {
  readonly #watched = new Map<() => void, Identity>();
  #checking: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;

  constructor(
    private readonly identities: Identities,
    private readonly cache: IdentityCache,
  ) {}

  onModuleInit(): void {
    this.#unlisten = this.cache.listen(() => void this.check());
    this.#checking = setInterval(() => void this.check(), CHECK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#checking);
    this.#unlisten?.();
  }

  /** @param onGone Called once. @returns ends it. */
  watch(identity: Identity, onGone: () => void): () => void {
    this.#watched.set(onGone, identity);
    return () => void this.#watched.delete(onGone);
  }

  /** Never rejects: who cannot be asked about stays until the next time. */
  async check(): Promise<void> {
    for (const [onGone, identity] of [...this.#watched]) {
      const isGood = await this.identities.isStillGood(identity).catch((error: unknown) => {
        if (!(error instanceof CapacityError)) throw error;
        return true;
      });
      if (!isGood && this.#watched.delete(onGone)) onGone();
    }
  }
}
