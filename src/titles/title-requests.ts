import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { entriesUpTo } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { AppConfig } from '../config';
import { SessionChanges } from '../conversation';
import { StoredTurns } from '../persistence';

/** After so many turns it is known what a conversation is about. */
const TURNS = 2;

/** While people talk, the model has other things to do; and a session that ends right away asks once. */
const DELAY_MS = 30_000;

/** Sessions whose turns are counted; one more or less makes no difference. */
const MAX_SESSIONS = 10_000;

/** Asks for a title after a session's first two turns, or at its end. What cannot be asked for now is left without. */
@Injectable()
export class TitleRequests {
  readonly #logger = new Logger('SessionTitles');
  readonly #turns = new LRUCache<string, number>(entriesUpTo(MAX_SESSIONS));
  #ends: (() => void)[] = [];

  constructor(
    private readonly sessions: SessionChanges,
    private readonly turns: StoredTurns,
    private readonly queue: JobQueue,
    private readonly config: AppConfig,
  ) {}

  start(): void {
    if (!this.config.conversation.SESSION_TITLES) return;
    this.#ends = [
      this.turns.listen(({ sessionId }) => this.#onTurn(sessionId)),
      this.sessions.listen(({ type, sessionId }) => {
        if (type === 'ended') void this.#ask(sessionId);
      }),
    ];
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  #onTurn(sessionId: string): void {
    const count = (this.#turns.get(sessionId) ?? 0) + 1;
    this.#turns.set(sessionId, count);
    if (count === TURNS) void this.#ask(sessionId);
  }

  async #ask(sessionId: string): Promise<void> {
    try {
      const options = { jobId: `title-${sessionId}`, delayMs: DELAY_MS };
      await this.queue.add('conversation.summarise-title', { sessionId }, options);
    } catch (error) {
      this.#logger.debug({ sessionId, code: errorCode(error) }, 'No title is asked for');
    }
  }
}
