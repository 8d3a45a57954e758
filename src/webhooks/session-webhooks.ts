import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { WebhookFanOut, type WebhookOccasion } from '@vox/jobs';
import { Clock } from '@vox/voice-core';

import { type SessionChange, SessionChanges } from '../conversation';

/** Changes that wait while the database or the queue is away; past this the oldest is given up. */
const MAX_WAITING = 10_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
/** A server that ends does not go on with what waits for longer. */
const STOPS_WITHIN_MS = 5000;

/**
 * Has webhooks told that sessions began and ended. Nobody waits for it: changes stand in line, in memory, until the queue
 * has them. Of turns they are told by the job that stores them.
 */
@Injectable()
export class SessionWebhooks {
  readonly #logger = new Logger('Webhooks');
  readonly #waiting: WebhookOccasion[] = [];
  readonly #stopping = new AbortController();
  #unlisten: (() => void) | undefined;
  #running: Promise<void> | undefined;
  #givesUpAtMs = Infinity;

  constructor(
    private readonly changes: SessionChanges,
    private readonly fanOut: WebhookFanOut,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.#unlisten = this.changes.listen((change) => this.#onChange(change));
  }

  /** Tries once more what waits, for a few seconds; the rest is given up. */
  async stop(): Promise<void> {
    this.#unlisten?.();
    this.#givesUpAtMs = this.clock.nowMs() + STOPS_WITHIN_MS;
    this.#stopping.abort();
    await this.#running;
    const givenUp = this.#waiting.length;
    if (givenUp > 0) this.#logger.warn({ givenUp }, 'Webhooks are not told of sessions');
  }

  #onChange({ type, sessionId, atMs }: SessionChange): void {
    if (this.#waiting.length >= MAX_WAITING) this.#waiting.shift();
    this.#waiting.push({ event: `session.${type}`, sessionId, atMs: Math.round(atMs) });
    this.#running ??= this.#work().finally(() => (this.#running = undefined));
  }

  async #work(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.clock.nowMs() >= this.#givesUpAtMs) return;
      try {
        await this.fanOut.tell(next);
        // It may have been given up meanwhile.
        if (this.#waiting[0] === next) this.#waiting.shift();
        retryMs = FIRST_RETRY_MS;
      } catch (error) {
        this.#logger.warn({ code: errorCode(error) }, 'Webhooks are told of a session later');
        if (this.#stopping.signal.aborted) return;
        await this.clock.sleepUntil(this.clock.nowMs() + retryMs, this.#stopping.signal);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
  }
}
