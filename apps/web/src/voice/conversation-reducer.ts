import type { ServerEvent, WireSpeaker } from '@vox/protocol';

import { noConsents, reduceConsents } from './consents';
import {
  type AgentLine,
  type Conversation,
  type ConversationAction,
  emptyConversation,
  type Line,
  MAX_LINES,
  type UserLine,
} from './conversation';
import { withTyped } from './typed-lines';

type TurnComplete = Extract<ServerEvent, { event: 'turn_complete' }>['data'];

/** The conversation after `action`. Pure; an event that changes nothing gives the same object back. */
export function reduceConversation(
  conversation: Conversation,
  action: ConversationAction,
): Conversation {
  switch (action.type) {
    case 'server-event':
      return reduceServerEvent(conversation, action.event);
    case 'joined':
      return { ...conversation, me: action.as, agent: action.agent };
    case 'typed': {
      const { key, text } = action;
      return withLines(conversation, [
        ...conversation.lines,
        { speaker: 'user', key, turnId: null, text, isFinal: true, isTyped: true, by: null },
      ]);
    }
    case 'typing-failed':
      return withLines(
        conversation,
        conversation.lines.filter((line) => line.key !== action.key),
      );
    case 'connection-closed':
      return {
        ...conversation,
        agentState: 'listening',
        isAgentMuted: false,
        isUserSpeaking: false,
        isRecorded: false,
        othersSpeaking: [],
        consents: noConsents,
        serverError: null,
        lines: conversation.lines.filter(isSettledUserOrAgent).map(closeAgentLine),
      };
    case 'missed':
      return emptyConversation;
    case 'error-dismissed':
      return { ...conversation, serverError: null };
  }
}

function reduceServerEvent(conversation: Conversation, event: ServerEvent): Conversation {
  switch (event.event) {
    case 'agent_state':
      return { ...conversation, agentState: event.data.state };
    case 'agent_muted':
      return { ...conversation, isAgentMuted: event.data.muted };
    case 'speech_started':
      return { ...speaking(conversation, event.data.speaker, true), serverError: null };
    case 'speech_stopped':
      return speaking(conversation, event.data.speaker, false);
    case 'partial_transcript':
      return hear(conversation, event.data, false);
    case 'final_transcript':
      return hear(conversation, event.data, true);
    case 'ai_response_start':
      // The same turn again: the user went on before the answer was heard, and it is answered anew.
      return updateAgent(conversation, event.data.turn_id, (line) => ({
        ...line,
        text: '',
        outcome: null,
        tools: [],
      }));
    case 'ai_response_chunk':
      return updateAgent(conversation, event.data.turn_id, (line) =>
        line.outcome === null ? { ...line, text: line.text + event.data.text } : line,
      );
    case 'ai_response_complete':
      return updateAgent(conversation, event.data.turn_id, (line) =>
        line.outcome === null ? { ...line, text: event.data.text } : line,
      );
    case 'tts_start':
      return updateAgent(conversation, event.data.turn_id, (line) => ({
        ...line,
        isAudible: true,
      }));
    case 'tts_complete':
      return withLines(
        conversation,
        conversation.lines.map((line) =>
          line.speaker === 'agent' && line.turnId === event.data.turn_id
            ? { ...line, isAudible: false }
            : line,
        ),
      );
    case 'tool_started':
    case 'tool_finished':
      return noteTool(conversation, event);
    case 'turn_complete':
      return completeTurn(conversation, event.data);
    case 'error':
      return {
        ...conversation,
        serverError: { code: event.data.code, message: event.data.message },
      };
    case 'agent_message':
      return withLines(conversation, [...conversation.lines, sentLine(conversation, event.data)]);
    case 'agent_changed':
      return { ...conversation, agent: event.data.agent.name };
    case 'recording_started':
    case 'recording_stopped':
      return { ...conversation, isRecorded: event.event === 'recording_started' };
    case 'consent_required':
    case 'consent_changed':
      return { ...conversation, consents: reduceConsents(conversation.consents, event) };
    case 'audio_clear':
    case 'bot_speaking_state_changed':
    case 'limit_near':
    case 'limit_reached':
    case 'pong':
      return conversation;
  }
}

/** A partial replaces the partial before it; a turn that never became final leaves with the next one. */
function hear(
  conversation: Conversation,
  words: { turn_id: string; text: string; speaker?: WireSpeaker | undefined },
  isFinal: boolean,
): Conversation {
  const { turn_id: turnId } = words;
  const spoken = words.text.trim();
  const by = otherThanMe(conversation, words.speaker);
  const known = conversation.lines.find(
    (line): line is UserLine =>
      line.speaker === 'user' && line.turnId === turnId && line.by?.id === by?.id,
  );
  if (known?.isFinal === true && !isFinal) return conversation;
  const joined =
    isFinal && by === null
      ? withTyped(conversation.lines, known, { turnId, text: spoken })
      : undefined;
  if (joined !== undefined) return withLines(conversation, joined);
  const line: UserLine = {
    speaker: 'user',
    key: by === null ? `user-${turnId}` : `user-${turnId}-${by.id}`,
    turnId,
    text: spoken,
    isFinal,
    isTyped: known?.isTyped ?? false,
    by,
  };
  const kept = conversation.lines.filter(
    (other) =>
      other === known || other.speaker === 'agent' || other.isFinal || other.by?.id !== by?.id,
  );
  const lines =
    known === undefined ? [...kept, line] : kept.map((other) => (other === known ? line : other));
  return withLines(
    conversation,
    lines.filter((other) => other !== line || spoken !== ''),
  );
}

function updateAgent(
  conversation: Conversation,
  turnId: string,
  update: (line: AgentLine) => AgentLine,
): Conversation {
  const known = conversation.lines.some(
    (line) => line.speaker === 'agent' && line.turnId === turnId,
  );
  if (!known) {
    const line: AgentLine = {
      speaker: 'agent',
      key: `agent-${turnId}`,
      turnId,
      text: '',
      isAudible: false,
      outcome: null,
      latency: null,
      agent: conversation.agent,
    };
    return withLines(conversation, [...conversation.lines, update(line)]);
  }
  return withLines(
    conversation,
    conversation.lines.map((line) =>
      line.speaker === 'agent' && line.turnId === turnId ? update(line) : line,
    ),
  );
}

/** Begun, or over: it stands where it began. */
function noteTool(
  conversation: Conversation,
  { event, data }: Extract<ServerEvent, { event: 'tool_started' | 'tool_finished' }>,
): Conversation {
  const { call_id: callId, tool } = data;
  const use = event === 'tool_started' ? { callId, tool } : { callId, tool, state: data.state };
  return updateAgent(conversation, data.turn_id, (line) => {
    const { tools = [] } = line;
    const isKnown = tools.some((one) => one.callId === callId);
    const changed = tools.map((one) => (one.callId === callId ? use : one));
    return { ...line, tools: isKnown ? changed : [...tools, use] };
  });
}

/** A text of the agent that is no answer: it is over when it comes. */
function sentLine(
  { lines, agent }: Conversation,
  { turn_id: turnId, text }: { turn_id: string; text: string },
): AgentLine {
  const key = `sent-${turnId}-${lines.length}`;
  const outcome = 'completed' as const;
  return {
    speaker: 'agent',
    key,
    turnId: key,
    text,
    isAudible: false,
    outcome,
    latency: null,
    agent,
  };
}

function completeTurn(conversation: Conversation, turn: TurnComplete): Conversation {
  const heard =
    // Of several people it is told line by line, as they speak.
    turn.user_text === undefined || turn.speakers !== undefined
      ? conversation
      : hear(conversation, { turn_id: turn.turn_id, text: turn.user_text }, true);
  return updateAgent(heard, turn.turn_id, (line) => ({
    ...line,
    // A cut answer shows what was heard of it: the rest was never said.
    text: turn.outcome === 'completed' && line.text !== '' ? line.text : turn.spoken_text,
    isAudible: false,
    outcome: turn.outcome,
    latency: turn.latency,
  }));
}

function speaking(
  conversation: Conversation,
  speaker: WireSpeaker | undefined,
  isSpeaking: boolean,
): Conversation {
  const other = otherThanMe(conversation, speaker);
  if (other === null) return { ...conversation, isUserSpeaking: isSpeaking };
  const rest = conversation.othersSpeaking.filter(({ id }) => id !== other.id);
  return { ...conversation, othersSpeaking: isSpeaking ? [...rest, other] : rest };
}

function otherThanMe({ me }: Conversation, speaker: WireSpeaker | undefined): WireSpeaker | null {
  return speaker === undefined || speaker.id === me?.id ? null : speaker;
}

function isSettledUserOrAgent(line: Line): boolean {
  return line.speaker === 'agent' || line.isFinal;
}

function closeAgentLine(line: Line): Line {
  if (line.speaker === 'user' || line.outcome !== null) return line;
  return { ...line, isAudible: false, outcome: 'interrupted' };
}

function withLines(conversation: Conversation, lines: readonly Line[]): Conversation {
  return { ...conversation, lines: lines.slice(-MAX_LINES) };
}
