import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { FailureLog } from '@vox/logging';
import { CapacityError } from '@vox/voice-core';

import { isRegrouped } from './group-role';
import { Identities } from './identities';
import type { Identity } from './identity';
import { IdentityCache } from './identity-cache';

/** So long somebody whose key another server has revoked, or has expired, may stay, and so long may who was taken out of a group. */
const CHECK_EVERY_MS = 15_000;

/** What holders of connections are told. */
export type IdentityWatch = {
  /** Whoever has opened it might not come in any more, or might do less. Called once. */
  readonly onGone?: () => void;
  /** They are in other groups, or something else in one. */
  readonly onRegrouped?: (now: Identity) => void;
  /** They are still who they were: the time to look again at what hangs on others. After `onRegrouped`. */
  readonly onChecked?: (now: Identity) => void;
};

/** Tells those who hold a connection what becomes of whoever has opened it. */
@Injectable()
export class WatchedIdentities implements OnModuleInit, OnModuleDestroy {
  readonly #watched = new Map<IdentityWatch, Identity>();
  readonly #failures = new FailureLog(new Logger(WatchedIdentities.name));
  #checking: NodeJS.Timeout | undefined;
  #isDue = false;
  #isChecking = false;
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

  /** @returns ends it. */
  watch(identity: Identity, watch: IdentityWatch): () => void {
    const own = { ...watch };
    this.#watched.set(own, identity);
    return () => void this.#watched.delete(own);
  }

  /**
   * Never rejects: who cannot be asked about stays as they are until the next time. One check at a time: one that becomes due
   * meanwhile follows.
   */
  async check(): Promise<void> {
    this.#isDue = true;
    if (this.#isChecking) return;
    this.#isChecking = true;
    while (this.#isDue) {
      this.#isDue = false;
      for (const [watch, identity] of [...this.#watched]) await this.#look(watch, identity);
    }
    this.#isChecking = false;
  }

  async #look(watch: IdentityWatch, identity: Identity): Promise<void> {
    try {
      const now = await this.identities.now(identity);
      if (!this.#watched.has(watch)) return;
      if (now === undefined) {
        this.#watched.delete(watch);
        watch.onGone?.();
        return;
      }
      this.#watched.set(watch, now);
      if (isRegrouped(identity, now)) watch.onRegrouped?.(now);
      watch.onChecked?.(now);
    } catch (error) {
      if (error instanceof CapacityError) return;
      this.#failures.report(error, 'Whether somebody may stay cannot be told');
    }
  }
}
