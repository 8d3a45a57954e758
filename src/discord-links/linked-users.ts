import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { UserEntity } from '@vox/database';
import { answerWithin, Clock, entriesUpTo } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';
import { Repository } from 'typeorm';

/** What another server was told counts here after that long. */
const FRESH_MS = 5000;

/** Whoever begins to talk does not wait longer to be known. */
const PATIENCE_MS = 2000;

const MAX_KNOWN = 10_000;

type Known = { readonly userId: string | null; readonly atMs: number };

/** With which users people in Discord are linked, from memory: speech does not wait for the database. */
@Injectable()
export class LinkedUsers {
  readonly #known = new LRUCache<string, Known>(entriesUpTo(MAX_KNOWN));
  readonly #asked = new Map<string, Promise<void>>();

  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly clock: Clock,
  ) {}

  /** As it was read last, and read anew after five seconds; null: with nobody; undefined while it was never read. */
  known(discordUserId: string): string | null | undefined {
    const known = this.#known.get(discordUserId);
    if (!this.#isFresh(known)) void this.#ask(discordUserId);
    return known?.userId;
  }

  /** The same, asked for where it is not known: nobody where the database does not say in time. Never rejects. */
  async find(discordUserId: string): Promise<string | null> {
    const known = this.#known.get(discordUserId);
    if (!this.#isFresh(known)) {
      await answerWithin(this.clock, PATIENCE_MS, this.#ask(discordUserId));
    }
    return this.#known.get(discordUserId)?.userId ?? null;
  }

  /** Somebody was linked, or is not any more. */
  changed(discordUserId: string): void {
    this.#known.delete(discordUserId);
    this.#asked.delete(discordUserId);
  }

  #isFresh(known: Known | undefined): boolean {
    return known !== undefined && this.clock.nowMs() - known.atMs < FRESH_MS;
  }

  /** Those who ask at once ask once. */
  #ask(discordUserId: string): Promise<void> {
    const asked = this.#asked.get(discordUserId);
    if (asked !== undefined) return asked;
    const asking = this.users.findOneBy({ discordUserId }).then(
      (user) => {
        // What was asked before a change is not the answer after it.
        if (this.#asked.get(discordUserId) !== asking) return;
        this.#known.set(discordUserId, { userId: user?.id ?? null, atMs: this.clock.nowMs() });
        this.#asked.delete(discordUserId);
      },
      // They stay who they were; the next frame asks again.
      () => void this.#asked.delete(discordUserId),
    );
    this.#asked.set(discordUserId, asking);
    return asking;
  }
}
