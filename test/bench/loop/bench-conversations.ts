import {
  type AgentConfig,
  type ChatMessage,
  Conversations,
  type NewMessage,
  type SessionHold,
  type SessionInfo,
} from '@vox/voice-core';

const CONTEXT_MESSAGES = 10;

const AGENT: AgentConfig = {
  id: 'bench',
  name: 'Bench',
  systemPrompt: 'Answer briefly.',
  llm: {},
  tts: {},
};

/** Conversations in memory with one agent. They keep the newest messages only, so that history is no heap slope. */
export class BenchConversations extends Conversations {
  readonly #messages = new Map<string, ChatMessage[]>();

  override getOrCreateSession({
    sessionId = 'bench',
    userId,
    channel,
  }: Parameters<Conversations['getOrCreateSession']>[0]): Promise<SessionInfo> {
    this.#messages.set(sessionId, []);
    return Promise.resolve({ sessionId, userId, channel, agent: AGENT, agentOrigin: 'known' });
  }

  override async holdSession(
    request: Parameters<Conversations['getOrCreateSession']>[0],
  ): Promise<SessionHold> {
    const info = await this.getOrCreateSession(request);
    return { info, release: () => this.endSession(info.sessionId) };
  }

  override getConversationContext(sessionId: string): Promise<ChatMessage[]> {
    return Promise.resolve([
      { role: 'system', content: AGENT.systemPrompt },
      ...(this.#messages.get(sessionId) ?? []),
    ]);
  }

  override getAgentConfig(): Promise<AgentConfig> {
    return Promise.resolve(AGENT);
  }

  override changeAgent() {
    return Promise.resolve();
  }

  override addMessage(sessionId: string, { role, content }: NewMessage): Promise<void> {
    const messages = this.#messages.get(sessionId);
    messages?.push({ role, content });
    if (messages !== undefined && messages.length > CONTEXT_MESSAGES) messages.shift();
    return Promise.resolve();
  }

  override endSession(sessionId: string): Promise<void> {
    this.#messages.delete(sessionId);
    return Promise.resolve();
  }
}
