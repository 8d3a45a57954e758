import { randomUUID } from 'node:crypto';

import type { TurnEnd, VoiceEvent } from '@vox/voice-core';

import { serverEventSchema } from './events';
import { toServerEvents } from './from-voice-event';

const sessionId = randomUUID();
const turnId = randomUUID();

const end: TurnEnd = {
  type: 'turn-end',
  turnId,
  outcome: 'completed',
  userText: 'hello',
  replyText: 'Hello. How are you?',
  spokenText: 'Hello. How are you?',
  startedAtMs: 0,
  endedAtMs: 1,
  latency: {
    endOfUtteranceDelayMs: 600,
    transcriptFinalMs: 610,
    ttftMs: 90,
    ttfbMs: 80,
    voiceToVoiceMs: 900,
  },
  providers: { llm: 'local' },
};

const send = (event: VoiceEvent) => {
  const events = toServerEvents(event, sessionId);
  for (const one of events) expect(serverEventSchema.parse(one)).toEqual(one);
  return events.map(({ event: name, data }) => ({ name, ...data }));
};
const ADA = { id: turnId, name: 'Ada' };
const LIMIT = { scope: 'user', unit: 'usd', limit: 2, spent: 1.7 } as const;
const BOB = { id: sessionId, name: 'Bob' };
const ANN = { id: '1', name: 'Ann' };
const ofSession = { session_id: sessionId };
const ofTurn = { ...ofSession, turn_id: turnId };

const CALL = { id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}', startedAtMs: 0 };
const WIRE_CALL = { call_id: 'call_1', tool: 'weather', arguments: '{"city":"Oslo"}' };

describe(toServerEvents, () => {
  it.each<[VoiceEvent, readonly object[]]>([
    [
      { type: 'agent-state', state: 'thinking' },
      [{ name: 'agent_state', ...ofSession, state: 'thinking' }],
    ],
    [
      { type: 'tool-start', turnId, call: { ...CALL, state: 'running' } },
      [{ name: 'tool_started', ...ofTurn, ...WIRE_CALL }],
    ],
    [
      {
        type: 'tool-end',
        turnId,
        call: { ...CALL, state: 'done', result: 'rain', durationMs: 40 },
      },
      // What came of it is not on the wire.
      [{ name: 'tool_finished', ...ofTurn, ...WIRE_CALL, state: 'done', duration_ms: 40 }],
    ],
    [{ type: 'speech-start' }, [{ name: 'speech_started', ...ofSession }]],
    [{ type: 'speech-end' }, [{ name: 'speech_stopped', ...ofSession }]],
    [
      { type: 'speech-start', speaker: ANN },
      [{ name: 'speech_started', ...ofSession, speaker: ANN }],
    ],
    [
      { type: 'transcript-final', turnId, text: 'hello', speaker: ANN },
      [{ name: 'final_transcript', ...ofTurn, text: 'hello', speaker: ANN }],
    ],
    [
      { type: 'transcript-partial', turnId, text: 'hel' },
      [{ name: 'partial_transcript', ...ofTurn, text: 'hel' }],
    ],
    [
      { type: 'transcript-final', turnId, text: 'hello' },
      [{ name: 'final_transcript', ...ofTurn, text: 'hello' }],
    ],
    [{ type: 'turn-start', turnId, userText: 'hello' }, [{ name: 'ai_response_start', ...ofTurn }]],
    [
      { type: 'reply-delta', turnId, text: 'Hel' },
      [{ name: 'ai_response_chunk', ...ofTurn, text: 'Hel' }],
    ],
    [
      { type: 'reply-end', turnId, text: 'Hello.' },
      [
        {
          name: 'ai_response_complete',
          ...ofTurn,
          text: 'Hello.',
          correlation_id: turnId,
          timestamp: expect.any(String),
        },
      ],
    ],
    [
      { type: 'playout-start', turnId, voiceToVoiceMs: 900 },
      [
        { name: 'tts_start', ...ofTurn },
        { name: 'bot_speaking_state_changed', ...ofSession, is_speaking: true },
      ],
    ],
    [
      { type: 'playout-end', turnId, heardMs: 1500 },
      [
        { name: 'bot_speaking_state_changed', ...ofSession, is_speaking: false },
        { name: 'tts_complete', ...ofTurn, duration_s: 1.5 },
      ],
    ],
    [
      {
        type: 'session-failure',
        failure: { code: 'stt_unavailable', message: 'Please speak again.' },
      },
      [
        {
          name: 'error',
          ...ofSession,
          code: 'stt_unavailable',
          message: 'Please speak again.',
        },
      ],
    ],
    [
      { type: 'agent-message', turnId, text: 'https://example.org' },
      [{ name: 'agent_message', ...ofTurn, text: 'https://example.org' }],
    ],
    [{ type: 'agent-mute', isMuted: true }, [{ name: 'agent_muted', ...ofSession, muted: true }]],
    [
      { type: 'recording-start', recordingId: turnId },
      [{ name: 'recording_started', ...ofSession, recording_id: turnId }],
    ],
    [
      { type: 'recording-end', recordingId: turnId },
      [{ name: 'recording_stopped', ...ofSession, recording_id: turnId }],
    ],
    [{ type: 'limit-near', limit: LIMIT }, [{ name: 'limit_near', ...ofSession, ...LIMIT }]],
    [{ type: 'limit-reached', limit: LIMIT }, [{ name: 'limit_reached', ...ofSession, ...LIMIT }]],
    [
      { type: 'agent-change', agent: BOB, from: ADA },
      [
        {
          name: 'agent_changed',
          ...ofSession,
          agent: BOB,
          from: ADA,
        },
      ],
    ],
  ])('puts %j on the wire as the protocol has it', (event, expected) => {
    expect(send(event)).toEqual(expected);
  });

  it('ends a turn with its words and times', () => {
    expect(send(end)).toEqual([
      {
        name: 'turn_complete',
        ...ofTurn,
        outcome: 'completed',
        user_text: 'hello',
        spoken_text: 'Hello. How are you?',
        latency: {
          end_of_utterance_delay_ms: 600,
          transcript_final_ms: 610,
          ttft_ms: 90,
          ttfb_ms: 80,
          voice_to_voice_ms: 900,
        },
      },
    ]);
  });

  it('leaves out what did not happen', () => {
    const { userText: _, ...greeting } = end;
    const [complete] = send({ ...greeting, latency: {} });
    expect(complete).toEqual({
      name: 'turn_complete',
      ...ofTurn,
      outcome: 'completed',
      spoken_text: 'Hello. How are you?',
      latency: {},
    });
  });

  it('tells of a turn that is on no disk', () => {
    expect(send({ ...end, isUnsaved: true })).toMatchObject([{ unsaved: true }]);
    expect(send(end)[0]).not.toHaveProperty('unsaved');
  });

  it('clears buffered audio of an answer that was cut off', () => {
    const cutOff = { type: 'turn-outcome', turnId, isCutOff: true } as const;
    expect(send({ ...cutOff, outcome: 'interrupted' })).toEqual([
      { name: 'audio_clear', ...ofTurn },
    ]);
    const failure = { code: 'tts_unavailable', message: 'Try again.' } as const;
    expect(send({ ...cutOff, outcome: 'failed', failure })).toEqual([
      { name: 'audio_clear', ...ofTurn },
      { name: 'error', ...ofSession, ...failure },
    ]);
  });

  it('clears nothing of an answer that nobody heard, or that was heard to where it ended', () => {
    expect(send({ type: 'turn-outcome', turnId, outcome: 'interrupted' })).toEqual([]);
  });

  it('says why an answer failed', () => {
    const failure = { code: 'llm_unavailable', message: 'Try again.' } as const;
    expect(send({ type: 'turn-outcome', turnId, outcome: 'failed', failure })).toEqual([
      { name: 'error', ...ofSession, ...failure },
    ]);
  });
});
