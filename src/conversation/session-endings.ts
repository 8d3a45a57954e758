import { Logger } from '@nestjs/common';
import type { Clock } from '@vox/voice-core';

import type { ConversationStore } from './conversation-store.port';
import { type DatabaseGate, DatabaseUnavailableError } from './database-gate';

const MAX_WAITING = 10_000;
/** A session that was never stored, because nothing was said in it, is forgotten after this. */
const GIVE_UP_MS = 60 * 60_000;

/** Marks sessions ended, also those whose row is written later or that end while the database is down. */
export class SessionEndings {
  readonly #logger = new Logger('SessionEndings');
  readonly #waiting = new Map<string, number>();

  constructor(
    private readonly store: ConversationStore,
    private readonly gate: DatabaseGate,
    private readonly clock: Clock,
  ) {}

  async end(sessionId: string): Promise<void> {
    this.#waiting.delete(sessionId);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size >= MAX_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    this.#waiting.set(sessionId, this.clock.wallMs());
    await this.retry([sessionId]);
  }

  /** The session goes on after all. */
  cancel(sessionId: string): void {
    this.#waiting.delete(sessionId);
  }

  /** Tries every ending again that has not reached the database. */
  async retry(sessionIds: readonly string[] = [...this.#waiting.keys()]): Promise<void> {
    for (const sessionId of sessionIds) {
      const endedAtMs = this.#waiting.get(sessionId);
      if (endedAtMs === undefined) continue;
      try {
        const isStored = await this.gate.run(() => this.store.end(sessionId, new Date(endedAtMs)));
        const isOld = this.clock.wallMs() - endedAtMs > GIVE_UP_MS;
        if (isStored || isOld) this.#waiting.delete(sessionId);
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError)) throw error;
        this.#logger.debug({ sessionId }, 'The end of a session is stored later');
        return;
      }
    }
  }
}
