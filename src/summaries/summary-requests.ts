import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { JobQueue } from '@vox/jobs';

import { AppConfig } from '../config';
import { charactersIn, ConversationService, LONG_CHARACTERS } from '../conversation';
import { StoredTurns } from '../persistence';

/** Of what a model is given: so much is reached some turns before the oldest words would be cut off. */
const FULL_AT = 0.75;

/** Asks for a summary when a session has almost more messages than its model is given. What cannot be asked for now is asked for after the next turn. */
@Injectable()
export class SummaryRequests {
  readonly #logger = new Logger('SessionSummaries');
  #end: (() => void) | undefined;

  constructor(
    private readonly conversations: ConversationService,
    private readonly turns: StoredTurns,
    private readonly queue: JobQueue,
    private readonly config: AppConfig,
  ) {}

  start(): void {
    if (!this.config.conversation.SESSION_SUMMARIES) return;
    this.#end = this.turns.listen(({ sessionId }) => void this.#onTurn(sessionId));
  }

  stop(): void {
    this.#end?.();
  }

  async #onTurn(sessionId: string): Promise<void> {
    try {
      const { summary, said } = await this.conversations.history(sessionId);
      const mostMessages = this.config.conversation.MAX_CONTEXT_MESSAGES * FULL_AT;
      if (said.length < mostMessages && charactersIn(said) < LONG_CHARACTERS) return;
      // One for each summary that it goes on from.
      const jobId = `summary-${sessionId}-${summary?.lastTurnId ?? 'first'}`;
      await this.queue.add('conversation.summarise-history', { sessionId }, { jobId });
    } catch (error) {
      this.#logger.debug({ sessionId, code: errorCode(error) }, 'No summary is asked for');
    }
  }
}
