import type {
  Speaker,
  ToolCallReport,
  TurnLatency,
  VoiceEvent,
  VoiceFailure,
} from '@vox/voice-core';

import type { ServerEvent, WireSpeaker } from './events';

/** What one event of the voice loop is on the wire; empty when a client has no use for it. */
export function toServerEvents(event: VoiceEvent, sessionId: string): ServerEvent[] {
  const session = { session_id: sessionId };
  switch (event.type) {
    case 'agent-state':
      return [{ event: 'agent_state', data: { ...session, state: event.state } }];
    case 'agent-mute':
      return [{ event: 'agent_muted', data: { ...session, muted: event.isMuted } }];
    case 'speech-start':
      return [{ event: 'speech_started', data: { ...session, ...bySpeaker(event) } }];
    case 'speech-end':
      return [{ event: 'speech_stopped', data: { ...session, ...bySpeaker(event) } }];
    case 'transcript-partial':
      return [
        {
          event: 'partial_transcript',
          data: { ...session, turn_id: event.turnId, text: event.text, ...bySpeaker(event) },
        },
      ];
    case 'transcript-final':
      return [
        {
          event: 'final_transcript',
          data: { ...session, turn_id: event.turnId, text: event.text, ...bySpeaker(event) },
        },
      ];
    case 'turn-start':
      return [{ event: 'ai_response_start', data: { ...session, turn_id: event.turnId } }];
    case 'reply-delta':
      return [
        {
          event: 'ai_response_chunk',
          data: { ...session, turn_id: event.turnId, text: event.text },
        },
      ];
    case 'reply-end':
      return [
        {
          event: 'ai_response_complete',
          data: {
            ...session,
            turn_id: event.turnId,
            text: event.text,
            correlation_id: event.turnId,
            timestamp: new Date().toISOString(),
          },
        },
      ];
    case 'tool-start':
      return [{ event: 'tool_started', data: { ...session, ...toWireCall(event) } }];
    case 'tool-end':
      return [{ event: 'tool_finished', data: { ...session, ...toWireFinishedCall(event) } }];
    case 'agent-message':
      return [
        {
          event: 'agent_message',
          data: { ...session, turn_id: event.turnId, text: event.text },
        },
      ];
    case 'agent-change':
      return [
        { event: 'agent_changed', data: { ...session, agent: event.agent, from: event.from } },
      ];
    case 'recording-start':
    case 'recording-end':
      return [
        {
          event: event.type === 'recording-start' ? 'recording_started' : 'recording_stopped',
          data: { ...session, recording_id: event.recordingId },
        },
      ];
    case 'limit-near':
      return [{ event: 'limit_near', data: { ...session, ...event.limit } }];
    case 'limit-reached':
      return [{ event: 'limit_reached', data: { ...session, ...event.limit } }];
    case 'playout-start':
      return [
        { event: 'tts_start', data: { ...session, turn_id: event.turnId } },
        { event: 'bot_speaking_state_changed', data: { ...session, is_speaking: true } },
      ];
    case 'playout-pause':
      return [
        { event: 'audio_clear', data: { ...session, turn_id: event.turnId } },
        { event: 'bot_speaking_state_changed', data: { ...session, is_speaking: false } },
      ];
    case 'playout-resume':
      return [{ event: 'bot_speaking_state_changed', data: { ...session, is_speaking: true } }];
    case 'playout-end':
      return [
        { event: 'bot_speaking_state_changed', data: { ...session, is_speaking: false } },
        {
          event: 'tts_complete',
          data: { ...session, turn_id: event.turnId, duration_s: event.heardMs / 1000 },
        },
      ];
    case 'turn-outcome': {
      const { turnId, isCutOff, failure } = event;
      const cut: ServerEvent = { event: 'audio_clear', data: { ...session, turn_id: turnId } };
      return [
        ...(isCutOff === true ? [cut] : []),
        ...(failure === undefined ? [] : [toErrorEvent(failure, sessionId)]),
      ];
    }
    case 'turn-end':
      return [
        {
          event: 'turn_complete',
          data: {
            ...session,
            turn_id: event.turnId,
            outcome: event.outcome,
            ...(event.userText === undefined ? {} : { user_text: event.userText }),
            ...(event.speakers === undefined
              ? {}
              : { speakers: event.speakers.map(toWireSpeaker) }),
            spoken_text: event.spokenText,
            latency: toWireLatency(event.latency),
            ...(event.isUnsaved === true ? { unsaved: true } : {}),
          },
        },
      ];
    case 'session-failure':
      return [toErrorEvent(event.failure, sessionId)];
  }
}

/** Without its result, which may be anything. */
export function toWireCall({ turnId, call }: { turnId: string; call: ToolCallReport }) {
  const { id, name, arguments: given } = call;
  return { turn_id: turnId, call_id: id, tool: name, arguments: given };
}

export function toWireFinishedCall(event: Extract<VoiceEvent, { type: 'tool-end' }>) {
  const { state, durationMs } = event.call;
  return { ...toWireCall(event), state, duration_ms: durationMs };
}

function toErrorEvent(failure: VoiceFailure, sessionId: string): ServerEvent {
  return { event: 'error', data: { session_id: sessionId, ...failure } };
}

function bySpeaker({ speaker }: { speaker?: Speaker }): { speaker?: WireSpeaker } {
  return speaker === undefined ? {} : { speaker: toWireSpeaker(speaker) };
}

export function toWireSpeaker({ id, name }: Speaker): WireSpeaker {
  return { id, name };
}

/** Stages that were not reached are left out. */
export function toWireLatency(latency: {
  readonly [Stage in keyof TurnLatency]?: number | null | undefined;
}) {
  const { endOfUtteranceDelayMs, transcriptFinalMs, ttftMs, ttfbMs, voiceToVoiceMs } = latency;
  return {
    ...(endOfUtteranceDelayMs == null ? {} : { end_of_utterance_delay_ms: endOfUtteranceDelayMs }),
    ...(transcriptFinalMs == null ? {} : { transcript_final_ms: transcriptFinalMs }),
    ...(ttftMs == null ? {} : { ttft_ms: ttftMs }),
    ...(ttfbMs == null ? {} : { ttfb_ms: ttfbMs }),
    ...(voiceToVoiceMs == null ? {} : { voice_to_voice_ms: voiceToVoiceMs }),
  };
}
