import { Logger } from '@nestjs/common';
import type { AgentConfig, Conversations, VoiceEvent } from '@vox/voice-core';

import { loggable } from '../error-code';

/**
 * Which agent people talk with in each session of a voice channel: the one that joined, until it hands over, or is gone.
 *
 * A stored session may have another agent from an earlier stay. Whoever brought the bot in chose the one that joined.
 */
export class SessionAgents {
  readonly #logger = new Logger('GuildConversation');
  readonly #talking = new Map<string, AgentConfig>();
  /** Ids of agents that took a session over. */
  readonly #takenOver = new Map<string, string>();

  /** @param onChange The agent of a session is another one now, or is set differently. */
  constructor(
    private readonly first: AgentConfig,
    private readonly conversations: Pick<Conversations, 'getAgentConfig'>,
    private readonly onChange: (sessionId: string) => void,
  ) {}

  /** With whom they talk there, or would. */
  of(sessionId: string): AgentConfig {
    return this.#talking.get(sessionId) ?? this.first;
  }

  /** The agent that a session is to begin with, or go on with after a pause. */
  wantedFor(sessionId: string): string {
    return this.#takenOver.get(sessionId) ?? this.first.id;
  }

  /** It has begun, so that it has its agent already. */
  hasBegun(sessionId: string): boolean {
    return this.#talking.has(sessionId);
  }

  /** A session begins with `agent`: not the wanted one where that is gone. */
  begin(sessionId: string, agent: AgentConfig): void {
    const before = this.of(sessionId);
    this.#talking.set(sessionId, agent);
    if (before !== agent) this.onChange(sessionId);
  }

  onEvent(sessionId: string, event: VoiceEvent): void {
    if (event.type !== 'agent-change') return;
    this.#takenOver.set(sessionId, event.agent.id);
    this.conversations.getAgentConfig(sessionId).then(
      (agent) => this.begin(sessionId, agent),
      (error: unknown) => {
        this.#logger.warn(loggable(error), 'The agent that took over cannot be read');
      },
    );
  }

  /** It was deleted: it begins anew with the agent that joined. */
  forget(sessionId: string): void {
    this.#talking.delete(sessionId);
    this.#takenOver.delete(sessionId);
  }
}
