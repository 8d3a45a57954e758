import { Injectable, Optional } from '@nestjs/common';
import { JobQueue } from '@vox/jobs';
import {
  type AgentConfig,
  type Billing,
  type ChatMessage,
  Clock,
  DAY_MS,
  type GenerateOptions,
  type LanguageModel,
  onAccount,
  type Payer,
  payerOf,
  SpendingLimits,
  startOfUtcDay,
  utcDate,
  wholeAnswer,
} from '@vox/voice-core';

import { ConversationService } from '../conversation';

/** What is asked behind a session. */
export type AskedBehind = {
  readonly sessionId: string;
  /** The job that is to come again when the limit's day is over; absent: somebody asks again anyway. */
  readonly name?: 'conversation.summarise-title' | 'conversation.propose-memories';
  /** For how many days it was put off. */
  readonly postponed?: number | undefined;
};

/** Who is asked what, and for what. */
export type Question = {
  readonly llm: LanguageModel;
  /** As `askedInBackground` says. */
  readonly whom: Pick<GenerateOptions, 'steps' | 'redact'>;
  readonly purpose: Billing['purpose'];
  readonly messages: readonly ChatMessage[];
  readonly maxTokens: number;
  readonly withinMs: number;
};

/** The same is wanted of the same words, whenever it is asked for. */
const TEMPERATURE = 0.2;

/** Where limits are reached each day, what waits for the next one would only grow. */
const MAX_DAYS = 7;

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

  /**
   * All that a model says to a question behind that session, on its account.
   * @returns undefined as `on`. Rejects as `wholeAnswer`, too.
   */
  answer(
    asked: AskedBehind,
    agent: AgentConfig,
    { llm, whom, purpose, messages, maxTokens, withinMs }: Question,
  ): Promise<string | undefined> {
    return this.on(asked, agent, (payer) =>
      wholeAnswer(llm, messages, {
        ...whom,
        temperature: TEMPERATURE,
        maxTokens,
        billing: { ...payer, purpose },
        signal: AbortSignal.timeout(withinMs),
      }),
    );
  }

  /** Once for a session and a day, however often it is asked for. */
  async #postpone({ sessionId, name, postponed = 0 }: AskedBehind): Promise<void> {
    if (name === undefined || postponed >= MAX_DAYS) return;
    const nowMs = this.clock.wallMs();
    const nextDayMs = startOfUtcDay(nowMs) + DAY_MS;
    const delayMs = nextDayMs - nowMs + AFTER_MIDNIGHT_MS + Math.round(Math.random() * SPREAD_MS);
    const jobId = `${name}-${sessionId}-${utcDate(nextDayMs)}`;
    await this.queue.add(name, { sessionId, postponed: postponed + 1 }, { jobId, delayMs });
  }
}
