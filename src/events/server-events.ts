import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';

import { type AgentChange, AgentChanges } from '../agents';
import { Forgetting, type Forgotten, type SessionChange, SessionChanges } from '../conversation';
import { type StoredTurn, StoredTurns } from '../persistence';
import { type ProviderChange, ProviderChanges } from '../providers';
import { type ToolChange, ToolChanges } from '../tools';
import { TurnObservers } from '../voice';
import { EventStream } from './event-stream';
import { VoiceEvents } from './voice-events';

/** Brings what other rooms tell into the stream of events, from `start` until `stop`. */
@Injectable()
export class ServerEvents {
  readonly #logger = new Logger(ServerEvents.name);
  #ends: (() => void)[] = [];

  constructor(
    private readonly stream: EventStream,
    private readonly voiceEvents: VoiceEvents,
    private readonly observers: TurnObservers,
    private readonly sessions: SessionChanges,
    private readonly agents: AgentChanges,
    private readonly providers: ProviderChanges,
    private readonly tools: ToolChanges,
    private readonly turns: StoredTurns,
    private readonly forgetting: Forgetting,
  ) {}

  start(): void {
    this.#ends = [
      this.observers.register(this.voiceEvents),
      this.sessions.listen((change) => this.#onSession(change)),
      this.agents.listen((change) => this.#onAgent(change)),
      this.providers.listen((change) => this.#onProvider(change)),
      this.tools.listen((change) => this.#onTool(change)),
      this.turns.listen((turn) => this.#onStored(turn)),
      this.forgetting.listen(({ sessionIds }) => this.#forget(sessionIds)),
    ];
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  #onSession(change: SessionChange): void {
    const { type, sessionId, ownerId, groupId, userId, userName, channel, agentId } = change;
    if (type === 'ended') this.voiceEvents.sessionEnded(sessionId);
    this.stream.publish({
      name: type === 'started' ? 'session_started' : 'session_ended',
      session: { sessionId, ownerId, groupId, userId, agentId },
      data: () => ({
        session_id: sessionId,
        user_id: userId,
        ...(userName === undefined ? {} : { user_name: userName }),
        channel,
        ...(agentId === undefined ? {} : { agent_id: agentId }),
      }),
    });
  }

  #onAgent({ type, agentId: agent_id, agent }: AgentChange): void {
    if (type === 'deleted') {
      this.stream.publish({ name: 'agent_deleted', data: () => ({ agent_id }) });
      return;
    }
    const name = type === 'created' ? 'agent_created' : 'agent_updated';
    const shown = agent === undefined ? {} : { agent: { ...agent } };
    this.stream.publish({ name, data: () => ({ agent_id, ...shown }) });
  }

  #onProvider({ service, type, providerId: provider_id, provider }: ProviderChange): void {
    const shown = provider === undefined ? {} : { provider: { ...provider } };
    const data = () => ({ provider_id, ...shown });
    this.stream.publish({ name: `${service}_provider_${type}`, data });
  }

  #onTool({ type, toolId: tool_id, tool }: ToolChange): void {
    const shown = tool === undefined ? {} : { tool: { ...tool } };
    this.stream.publish({ name: `tool_${type}`, data: () => ({ tool_id, ...shown }) });
  }

  #onStored(turn: StoredTurn): void {
    if (this.stream.isRecording) void this.#tellSaved(turn);
  }

  async #tellSaved(turn: StoredTurn): Promise<void> {
    const { sessionId, ownerId, groupId, userId, turnId } = turn;
    const session = { sessionId, ownerId, groupId, userId };
    try {
      for (const { id, role } of await turn.messages()) {
        this.stream.publish({
          name: 'message_saved',
          session,
          data: () => ({
            session_id: sessionId,
            turn_id: turnId,
            correlation_id: turnId,
            message_id: id,
            role,
          }),
        });
      }
    } catch (error) {
      this.#logger.debug({ turnId, code: errorCode(error) }, 'That a turn is saved is not told');
    }
  }

  #forget(sessionIds: readonly string[]): Promise<Forgotten> {
    this.stream.forgetSessions(new Set(sessionIds));
    return Promise.resolve({ counts: {}, isComplete: true });
  }
}
