import type { SessionInfo, TurnEnd } from '@vox/voice-core';
import { Registry } from 'prom-client';

import { TurnMetrics } from './turn-metrics';

const session: SessionInfo = {
  sessionId: 's',
  userId: 'mallory',
  channel: 'webrtc',
  agent: { id: 'a', name: 'Ada', systemPrompt: 'x', llm: {}, tts: {} },
};

const turn: TurnEnd = {
  type: 'turn-end',
  turnId: 't',
  outcome: 'completed',
  userText: 'my secret',
  replyText: 'your secret',
  spokenText: 'your secret',
  startedAtMs: 0,
  endedAtMs: 1,
  latency: { endOfUtteranceDelayMs: 600, ttftMs: 250, voiceToVoiceMs: 900 },
  providers: {},
};

describe(TurnMetrics, () => {
  const registry = new Registry();
  const metrics = new TurnMetrics(registry);
  let page: string;

  beforeAll(async () => {
    metrics.onVoiceEvent(session, turn);
    metrics.onVoiceEvent({ ...session, channel: 'websocket' }, { ...turn, outcome: 'failed' });
    metrics.onVoiceEvent(session, { type: 'speech-start' });
    page = await registry.metrics();
  });

  it('counts turns by outcome and channel', () => {
    expect(page).toContain('voxbridge_turns_total{outcome="completed",channel="webrtc"} 1');
    expect(page).toContain('voxbridge_turns_total{outcome="failed",channel="websocket"} 1');
  });

  it('measures each stage that was reached, in seconds, and no other', () => {
    expect(page).toContain('voxbridge_end_of_utterance_delay_seconds_sum{channel="webrtc"} 0.6');
    expect(page).toContain('voxbridge_llm_ttft_seconds_bucket{le="0.3",channel="webrtc"} 1');
    expect(page).toContain('voxbridge_llm_ttft_seconds_bucket{le="0.2",channel="webrtc"} 0');
    expect(page).toContain('voxbridge_voice_to_voice_seconds_count{channel="webrtc"} 1');
    expect(page).not.toContain('voxbridge_tts_ttfb_seconds_count');
  });

  it('says no word of what was said, and by whom', () => {
    expect(page).not.toMatch(/secret|mallory/u);
  });
});
