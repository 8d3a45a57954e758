import type { JobInput } from '@vox/jobs';
import {
  heardAnswer,
  type SessionInfo,
  type ToolCallReport,
  type TurnEnd,
  whoseTurn,
} from '@vox/voice-core';

export type TurnPayload = JobInput<'conversation.record-turn'>;

/**
 * What is stored of a finished turn: what was heard, not what was generated.
 * @param serverId This server: what still runs, runs in it.
 */
export function toTurnPayload(session: SessionInfo, turn: TurnEnd, serverId?: string): TurnPayload {
  const whose = whoseTurn(turn);
  const hasUnfinished = turn.toolCalls?.some(({ durationMs }) => durationMs === undefined) === true;
  return {
    session: {
      id: session.sessionId,
      ...(typeof session.ownerId === 'string' ? { ownerId: session.ownerId } : {}),
      ...(typeof session.groupId === 'string' ? { groupId: session.groupId } : {}),
      userId: session.userId,
      ...(session.userName === undefined ? {} : { userName: session.userName.slice(0, 255) }),
      // One that stands in is not the session's.
      ...(session.agentOrigin === 'stand-in' ? {} : { agentId: session.agent.id }),
      channel: session.channel,
    },
    // Whose it is comes before what was said, so that half of an entry still tells that.
    turnId: turn.turnId,
    ...(whose.length === 0 ? {} : { speakerIds: whose.map(({ id }) => id) }),
    outcome: turn.outcome,
    ...(turn.userText === undefined ? {} : { userText: turn.userText }),
    spokenText: heardAnswer(turn),
    ...(turn.apology === undefined ? {} : { apology: turn.apology }),
    startedAtMs: Math.round(turn.startedAtMs),
    endedAtMs: Math.round(turn.endedAtMs),
    latency: turn.latency,
    providers: turn.providers,
    ...(turn.usage === undefined ? {} : { usage: turn.usage }),
    ...(turn.toolCalls === undefined ? {} : { toolCalls: turn.toolCalls.map(withWholeMs) }),
    ...(serverId === undefined || !hasUnfinished ? {} : { heldBy: serverId }),
  };
}

function withWholeMs(call: ToolCallReport): ToolCallReport {
  return { ...call, startedAtMs: Math.round(call.startedAtMs) };
}
