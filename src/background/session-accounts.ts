import { Injectable, Optional } from '@nestjs/common';
import { JobQueue } from '@vox/jobs';
import {
  type AgentConfig,
  Clock,
  onAccount,
  type Payer,
  payerOf,
  SpendingLimits,
} from '@vox/voice-core';

import { ConversationService } from '../conversation';

/** What nobody else asks for again, and how the ids of its jobs begin. */
const ASKED_ONCE = {
  'conversation.summarise-title': 'title',
  'conversation.propose-memories': 'memories',
} as const;

/** What is asked behind a session. */
export type AskedBehind = {
  readonly sessionId: string;
  /** The job that is to come again when the limit's day is over; absent: somebody asks again anyway. */
  readonly name?: keyof typeof ASKED_ONCE;
  /** For how many days it was put off. */
  readonly postponed?: number | undefined;
};

/** Where limits are reached each day, what waits for the next one would only grow. */
const MAX_DAYS = 7;

const DAY_MS = 24 * 3_600_000;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** Clocks of servers differ: one that comes early would find the day before. */
const AFTER_MIDNIGHT_MS = 60_000;
/** What waited does not come all at once. */
const SPREAD_MS = 3_600_000;

/** On whose account a model is asked behind a conversation, which is over or goes on at another server. */
@Injectable()
export class SessionAccounts {
  constructor(
    private readonly conversations: ConversationService,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    @Optional() private readonly limits?: SpendingLimits,
  ) {}

  /**
   * Does `work` on the account of that session, in the name of its agent, once it is known what was spent on it by others and
   * before this server was started.
   *
   * @returns undefined where a limit is reached: of a day, then its job comes again after it. Rejects when the queue cannot be reached.
   */
  async on<T>(
    asked: AskedBehind,
    agent: AgentConfig,
    work: (payer: Payer) => Promise<T>,
  ): Promise<T | undefined> {
    const { sessionId } = asked;
    const session = await this.conversations.findSession(sessionId);
    // Where nobody knows the session it is not said to be the server's own.
    const unknown = { sessionId, agentId: agent.id, agentLimits: agent.limits };
    const payer = session === undefined ? unknown : payerOf(session, agent);
    return onAccount(this.limits, payer, async () => {
      const limit = this.limits?.reached(payer);
      if (limit === undefined) return work(payer);
      if (limit.scope !== 'session') await this.#postpone(asked);
      return undefined;
    });
  }

  /** Once for a session and a day, however often it is asked for. */
  async #postpone({ sessionId, name, postponed = 0 }: AskedBehind): Promise<void> {
    if (name === undefined || postponed >= MAX_DAYS) return;
    const nowMs = this.clock.wallMs();
    const nextDayMs = nowMs - (nowMs % DAY_MS) + DAY_MS;
    const day = new Date(nextDayMs).toISOString().slice(0, DAY_LENGTH);
    const delayMs = nextDayMs - nowMs + AFTER_MIDNIGHT_MS + Math.round(Math.random() * SPREAD_MS);
    const jobId = `${ASKED_ONCE[name]}-${sessionId}-${day}`;
    await this.queue.add(name, { sessionId, postponed: postponed + 1 }, { jobId, delayMs });
  }
}
