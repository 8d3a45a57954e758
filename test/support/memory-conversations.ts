import {
  type AgentConfig,
  type ChatMessage,
  Conversations,
  type NewMessage,
  type SessionHold,
  type SessionInfo,
} from '@vox/voice-core';

/** One conversation, kept in memory, for tests of the voice loop. */
export class MemoryConversations extends Conversations {
  readonly messages: NewMessage[] = [];

  /** @param agent May be replaced, as somebody's edit of the agent does. */
  constructor(public agent: AgentConfig) {
    super();
  }

  override getOrCreateSession(): Promise<SessionInfo> {
    return Promise.reject(new Error('not part of a live session'));
  }

  override holdSession(): Promise<SessionHold> {
    return Promise.reject(new Error('not part of a live session'));
  }

  override getConversationContext(): Promise<ChatMessage[]> {
    return Promise.resolve([
      { role: 'system', content: this.agent.systemPrompt },
      ...this.messages.map(({ role, content }) => ({ role, content })),
    ]);
  }

  override getAgentConfig(): Promise<AgentConfig> {
    return Promise.resolve(this.agent);
  }

  override changeAgent(_sessionId: string, agent: AgentConfig): Promise<void> {
    this.agent = agent;
    return Promise.resolve();
  }

  override addMessage(_sessionId: string, message: NewMessage): Promise<void> {
    const index = this.messages.findIndex(
      ({ turnId, role }) => turnId === message.turnId && role === message.role,
    );
    if (index === -1) this.messages.push(message);
    else this.messages[index] = message;
    return Promise.resolve();
  }

  override endSession(): Promise<void> {
    return Promise.resolve();
  }
}
