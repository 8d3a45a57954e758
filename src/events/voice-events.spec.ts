import { liveEventSchema } from '@vox/protocol';
import { VirtualClock } from '@vox/testing';
import type { SessionInfo, ToolCallReport, TurnEnd, VoiceEvent } from '@vox/voice-core';

import type { VoiceService } from '../voice';
import { EventStream } from './event-stream';
import { VoiceEvents } from './voice-events';

const sessionId = '0b2f5a52-6c1e-4d6f-9a3b-5d0c7e1f2a34';
const turnId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const session: SessionInfo = {
  sessionId,
  userId: 'ann',
  userName: 'Ann',
  channel: 'discord',
  agent: { id: 'a-1', name: 'Vox', systemPrompt: '', llm: {}, tts: {} },
};
const call: ToolCallReport = {
  id: 'c-1',
  name: 'current_time',
  arguments: '{}',
  state: 'running',
  result: 'noon',
  startedAtMs: 1,
};
const end: TurnEnd = {
  type: 'turn-end',
  turnId,
  outcome: 'completed',
  userText: 'Well?',
  replyText: 'Yes, it is.',
  spokenText: 'Yes.',
  startedAtMs: 1,
  endedAtMs: 2,
  latency: { ttftMs: 12 },
  providers: { llm: 'local', fallbackReason: 'openrouter: timeout' },
};

function told(events: readonly VoiceEvent[], isFollowed = true) {
  const stream = new EventStream(new VirtualClock());
  const voice = new VoiceEvents(stream, { liveSessions: 3 } as VoiceService);
  if (isFollowed) stream.follow(() => undefined);
  for (const event of events) voice.onVoiceEvent(session, event);
  const seen = [];
  for (let seq = stream.oldestSeq; seq <= stream.newestSeq; seq++) {
    const event = stream.at(seq);
    if (event !== undefined) seen.push(liveEventSchema.parse(JSON.parse(event.json)));
  }
  return seen;
}

describe(VoiceEvents, () => {
  it('tells what the loop tells, by the names that the predecessor had', () => {
    const speaker = { id: '7', name: 'Ben', language: 'en' };
    const events = told([
      { type: 'speech-start', speaker },
      { type: 'transcript-partial', turnId, text: 'We', speaker },
      { type: 'speech-end', speaker },
      { type: 'transcript-final', turnId, text: 'Well?', speaker },
      { type: 'turn-start', turnId },
      { type: 'tool-start', turnId, call },
      { type: 'tool-end', turnId, call: { ...call, state: 'done', durationMs: 30 } },
      { type: 'reply-delta', turnId, text: 'Yes.' },
      { type: 'reply-end', turnId, text: 'Yes.' },
      end,
      { type: 'agent-state', state: 'listening' },
      { type: 'agent-mute', isMuted: true },
      { type: 'recording-start', recordingId: turnId },
      { type: 'recording-end', recordingId: turnId },
    ]);
    expect(events.map(({ event }) => event)).toEqual([
      'speaker_started',
      'partial_transcript',
      'speaker_stopped',
      'final_transcript',
      'ai_response_start',
      'tool_started',
      'tool_finished',
      'ai_response_chunk',
      'ai_response_complete',
      'turn_complete',
      'metrics_updated',
      'agent_state',
      'agent_muted',
      'recording_started',
      'recording_stopped',
    ]);
    const whose = { session_id: sessionId, user_id: 'ann', user_name: 'Ann', channel: 'discord' };
    for (const { event, data } of events) {
      if (event !== 'metrics_updated') expect(data).toMatchObject({ ...whose, agent_id: 'a-1' });
    }
    expect(events[1]?.data).toMatchObject({ text: 'We', speaker: { id: '7', name: 'Ben' } });
    expect(events[2]?.data).toMatchObject({ duration_ms: expect.any(Number) as number });
    expect(events[6]?.data).toMatchObject({ tool: 'current_time', state: 'done', duration_ms: 30 });
    expect(events[6]?.data).not.toHaveProperty('result');
    expect(events[9]?.data).toMatchObject({
      outcome: 'completed',
      user_text: 'Well?',
      spoken_text: 'Yes.',
      latency: { ttft_ms: 12 },
      providers: { llm: 'local' },
    });
    expect(events[10]?.data).toMatchObject({ sessions_live: 3, turns: { completed: 1 } });
  });

  it('tells of an interruption and of what failed', () => {
    const failure = { code: 'llm_unavailable', message: 'No model answers.' } as const;
    const events = told([
      { ...end, outcome: 'interrupted', isCutOff: true },
      { ...end, outcome: 'failed', failure },
      { type: 'session-failure', failure },
    ]);
    expect(events.map(({ event }) => event)).toEqual([
      'user_interruption',
      'turn_complete',
      'metrics_updated',
      'service_error',
      'turn_complete',
      'metrics_updated',
      'service_error',
    ]);
    expect(events[3]?.data).toMatchObject({ ...failure, turn_id: turnId });
    expect(events[6]?.data).not.toHaveProperty('turn_id');
  });

  it('tells of no interruption where nothing that sounded was cut off', () => {
    const events = told([{ ...end, outcome: 'interrupted' }]);
    expect(events.map(({ event }) => event)).toEqual(['turn_complete', 'metrics_updated']);
    expect(events[1]?.data).toMatchObject({ turns: { interrupted: 1 } });
  });

  it('tells nothing while nobody listens', () => {
    expect(told([end], false)).toEqual([]);
  });
});
