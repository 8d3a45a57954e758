import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { answerWithin, Clock, Recollections, type SessionInfo } from '@vox/voice-core';

import { ConversationService } from '../conversation';
import type { Asker } from './embeddings';
import { Memories } from './memories';
import { Rememberer } from './rememberer';

/** Of an answer's way to its first word nobody may take more. */
const PATIENCE_MS = 200;

const MAX_FACTS = 30;

/** About 500 tokens. */
const MAX_CHARACTERS = 2000;

/** What is remembered of people, found while an answer is prepared; none of it where the database is slow. */
@Injectable()
export class StoredRecollections extends Recollections {
  readonly #logger = new Logger('Memory');

  constructor(
    private readonly rememberer: Rememberer,
    private readonly memories: Memories,
    private readonly conversations: ConversationService,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async of(sessionId: string, said: string): Promise<readonly string[]> {
    const facts = await answerWithin(this.clock, PATIENCE_MS, this.#find(sessionId, said));
    return facts?.value ?? [];
  }

  async #find(sessionId: string, said: string): Promise<readonly string[]> {
    try {
      const person = await this.rememberer.of(sessionId);
      if (person === undefined) return [];
      const asker = askerIn(await this.conversations.findSession(sessionId));
      return withinBudget(await this.memories.fitting(person, said, MAX_FACTS, asker));
    } catch (error) {
      this.#logger.debug({ sessionId, code: errorCode(error) }, 'Nothing is remembered just now');
      return [];
    }
  }
}

/** Whoever talks in the session, with the agent that it has now. */
function askerIn(session: SessionInfo | undefined): Asker {
  if (session === undefined) return {};
  const { sessionId, userId, ownerId = null, agent } = session;
  const payer = { sessionId, userId, ownerId, agentId: agent.id, agentLimits: agent.limits };
  return { redact: agent.llm.redact, billing: { purpose: 'memory', ...payer } };
}

function withinBudget(facts: readonly string[]): readonly string[] {
  let left = MAX_CHARACTERS;
  return facts.filter(({ length }) => (left -= length) >= 0);
}
