import { Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { type Clock, InvalidInputError } from '@vox/voice-core';

import type { ConversationCache } from './conversation-cache';
import type { AbandonedSession, ConversationStore } from './conversation-store.port';
import { type DatabaseGate, DatabaseUnavailableError } from './database-gate';
import type { SessionForgetting } from './session-forgetting';
import type { SessionHolds } from './session-holds';
import { isSettled, type SessionOpening } from './session-opening';
import type { SessionLocks } from './session-locks';

/** How often a server says that it lives, and asks again what it could not ask before. */
export const UPKEEP_INTERVAL_MS = 5000;

/** A server that has not been seen for this long is dead, or cut off: its sessions are over. */
const LEASE_MS = 30_000;

/** Keeps the stored side of sessions true while people talk in them. */
export class LiveUpkeep {
  readonly #logger = new Logger('Conversations');
  /** Sessions that were ended, of which nobody was told yet. */
  readonly #untold: AbandonedSession[] = [];

  constructor(
    private readonly cache: ConversationCache,
    private readonly store: ConversationStore,
    private readonly gate: DatabaseGate,
    private readonly holds: SessionHolds,
    private readonly opening: SessionOpening,
    private readonly locks: SessionLocks,
    private readonly forgetting: SessionForgetting,
    private readonly clock: Pick<Clock, 'wallMs'>,
    /** No other server uses the database: whatever is active when this one starts, belongs to its dead predecessor. */
    private readonly isAlone: boolean,
    private readonly onEnded: (session: AbandonedSession) => void = () => undefined,
  ) {}

  /**
   * Never rejects: what fails is done with the next `run`. That one also tells of the sessions that are ended here: rooms that
   * are told of endings begin after this one.
   */
  async begin(): Promise<void> {
    await this.#ifAvailable(async () => {
      if (this.isAlone) await this.#endAbandoned(0);
      await this.store.renewLease([], new Date(this.clock.wallMs()));
    });
  }

  async run(): Promise<void> {
    this.#tellOfEnded();
    await this.#verify();
    const asOf = new Date(this.clock.wallMs());
    const own = this.cache.list().filter(({ sessionId }) => this.holds.has(sessionId));
    const settled = own.filter(({ isLoaded }) => isLoaded).map(({ sessionId }) => sessionId);
    await this.#ifAvailable(async () => {
      await this.#endErased();
      await this.forgetting.forgetDeletedElsewhere();
      await this.store.renewLease(settled, asOf);
      await this.#endAbandoned(LEASE_MS);
    });
    this.#tellOfEnded();
  }

  /** The process ends. Never rejects. */
  async end(): Promise<void> {
    await this.#ifAvailable(() => this.store.giveUpLease());
  }

  async #verify(): Promise<void> {
    for (const sessionId of this.holds.sessionIds) {
      const entry = this.cache.look(sessionId);
      if (entry === undefined || isSettled(entry)) continue;
      await this.locks.run(sessionId, () => this.opening.verify(sessionId));
    }
  }

  /** Whoever is erased talks no more, also where another server was asked to erase them. */
  async #endErased(): Promise<void> {
    const held = this.holds.all.map(({ info, sinceMs }) => ({ ...info, sinceMs }));
    for (const sessionId of await this.store.findErased(held)) {
      this.cache.letGo(sessionId);
      this.cache.forget(sessionId);
      this.holds.refuse(
        sessionId,
        new InvalidInputError('session_id', 'the session was erased with everything of its user'),
      );
      await this.store.end(sessionId, new Date());
    }
  }

  async #endAbandoned(leaseMs: number): Promise<void> {
    const ended = await this.store.endAbandoned(leaseMs);
    if (ended.length === 0) return;
    this.#logger.warn({ count: ended.length }, 'Sessions of a server that is gone were ended');
    this.#untold.push(...ended);
  }

  #tellOfEnded(): void {
    for (const session of this.#untold.splice(0)) this.onEnded(session);
  }

  async #ifAvailable(work: () => Promise<void>): Promise<void> {
    try {
      await this.gate.run('sessions', work);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
      this.#logger.debug({ code: errorCode(error.cause) }, 'The lease is renewed later');
    }
  }
}
