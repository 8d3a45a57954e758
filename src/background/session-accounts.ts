import { Injectable, Optional } from '@nestjs/common';
import { type AgentConfig, onAccount, type Payer, payerOf, SpendingLimits } from '@vox/voice-core';

import { ConversationService } from '../conversation';

/** On whose account a model is asked behind a conversation, which is over or goes on at another server. */
@Injectable()
export class SessionAccounts {
  constructor(
    private readonly conversations: ConversationService,
    @Optional() private readonly limits?: SpendingLimits,
  ) {}

  /**
   * Does `work` on the account of that session, in the name of its agent, once it is known what was spent on it by others and
   * before this server was started.
   */
  async on<T>(
    sessionId: string,
    agent: AgentConfig,
    work: (payer: Payer) => Promise<T>,
  ): Promise<T> {
    const session = await this.conversations.findSession(sessionId);
    // Where nobody knows the session it is not said to be the server's own.
    const unknown = { sessionId, agentId: agent.id, agentLimits: agent.limits };
    const payer = session === undefined ? unknown : payerOf(session, agent);
    return onAccount(this.limits, payer, () => work(payer));
  }
}
