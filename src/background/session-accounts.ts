import { Injectable, Optional } from '@nestjs/common';
import { type AgentConfig, onAccount, type Payer, SpendingLimits } from '@vox/voice-core';

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
    { id: agentId }: AgentConfig,
    work: (payer: Payer) => Promise<T>,
  ): Promise<T> {
    const session = await this.conversations.findSession(sessionId);
    const { userId, ownerId = null } = session ?? {};
    // Where nobody knows the session it is not said to be the server's own.
    const payer = { sessionId, agentId, ...(userId === undefined ? {} : { userId, ownerId }) };
    return onAccount(this.limits, payer, () => work(payer));
  }
}
