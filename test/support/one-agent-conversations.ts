import {
  type AgentConfig,
  Conversations,
  InvalidInputError,
  type SessionHold,
  type SessionInfo,
  type SessionListener,
} from '@vox/voice-core';

export const SESSION_ID = '6f1f64d2-53a5-4b5a-9f7c-0d4f4f6f2a11';
export const AGENT_ID = '0b4f8f0e-1f4e-4d3c-8a55-5a4b3c2d1e0f';

const AGENT: AgentConfig = { id: AGENT_ID, name: 'Ada', systemPrompt: '', llm: {}, tts: {} };

/** Conversations with one agent and no memory, for tests of channels. */
export class OneAgentConversations extends Conversations {
  readonly listeners: SessionListener[] = [];
  released = 0;
  /** Sessions are held when this resolves, and not at all when it rejects. */
  holding: Promise<void> = Promise.resolve();

  override getOrCreateSession(
    request: Parameters<Conversations['getOrCreateSession']>[0],
  ): Promise<SessionInfo> {
    if (request.agentId !== undefined && request.agentId !== AGENT_ID) {
      return Promise.reject(new InvalidInputError('agentId', 'There is no such agent.'));
    }
    return Promise.resolve({
      sessionId: request.sessionId ?? SESSION_ID,
      userId: request.userId,
      channel: request.channel,
      agent: AGENT,
      agentOrigin: 'known',
    });
  }

  override async holdSession(
    request: Parameters<Conversations['getOrCreateSession']>[0],
    listener: SessionListener,
  ): Promise<SessionHold> {
    this.listeners.push(listener);
    await this.holding;
    const release = () => {
      this.released++;
      return Promise.resolve();
    };
    return { info: await this.getOrCreateSession(request), release };
  }

  override getConversationContext() {
    return Promise.resolve([]);
  }

  override getAgentConfig() {
    return Promise.resolve(AGENT);
  }

  override changeAgent() {
    return Promise.resolve();
  }

  override addMessage() {
    return Promise.resolve();
  }

  override endSession() {
    return Promise.resolve();
  }
}
