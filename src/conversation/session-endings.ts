import { Logger } from '@nestjs/common';
import type { Clock } from '@vox/voice-core';

import type { ConversationStore } from './conversation-store.port';
import { type DatabaseGate, DatabaseUnavailableError } from './database-gate';

const MAX_WAITING = 10_000;

/** Marks sessions ended, also those that end while the database is down. */
export class SessionEndings {
  readonly #logger = new Logger('SessionEndings');
  readonly #waiting = new Map<string, number>();

  constructor(
    private readonly store: ConversationStore,
    private readonly gate: DatabaseGate,
    private readonly clock: Clock,
  ) {}

  async end(sessionId: string): Promise<void> {
    this.endLater(sessionId);
    await this.retry([sessionId]);
  }

  /** As `end`, with the next `retry`. */
  endLater(sessionId: string): void {
    this.#waiting.delete(sessionId);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size >= MAX_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    this.#waiting.set(sessionId, this.clock.wallMs());
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
        await this.gate.run('sessions', () => this.store.end(sessionId, new Date(endedAtMs)));
        if (this.#waiting.get(sessionId) === endedAtMs) this.#waiting.delete(sessionId);
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError)) throw error;
        this.#logger.debug({ sessionId }, 'The end of a session is stored later');
        return;
      }
    }
  }
}
