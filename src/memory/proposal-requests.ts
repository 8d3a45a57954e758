import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { JobQueue } from '@vox/jobs';

import { SessionChanges } from '../conversation';

/** Who reconnects goes on with the same conversation. */
const DELAY_MS = 30_000;

/** Asks for what is worth remembering of a conversation, once it is over. Whether anything may be is known when the job runs. */
@Injectable()
export class ProposalRequests {
  readonly #logger = new Logger('Memory');
  #end: (() => void) | undefined;

  constructor(
    private readonly sessions: SessionChanges,
    private readonly queue: JobQueue,
  ) {}

  start(): void {
    this.#end = this.sessions.listen(({ type, sessionId, atMs }) => {
      if (type === 'ended') void this.#ask(sessionId, atMs);
    });
  }

  stop(): void {
    this.#end?.();
  }

  async #ask(sessionId: string, atMs: number): Promise<void> {
    try {
      const options = { jobId: `memories-${sessionId}-${atMs}`, delayMs: DELAY_MS };
      await this.queue.add('conversation.propose-memories', { sessionId }, options);
    } catch (error) {
      this.#logger.debug({ sessionId, code: errorCode(error) }, 'Nothing is remembered of it');
    }
  }
}
