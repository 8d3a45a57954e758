import { VirtualClock } from '@vox/testing';
import type { SessionInfo, TurnEnd } from '@vox/voice-core';

import { LegacyMetrics } from './legacy-metrics';

const session = { sessionId: 's', userId: 'ann', channel: 'webrtc' } as SessionInfo;
const turn = (more: Partial<TurnEnd>): TurnEnd => ({
  type: 'turn-end',
  turnId: 't',
  outcome: 'completed',
  replyText: '',
  spokenText: '',
  startedAtMs: 0,
  endedAtMs: 1,
  latency: {},
  providers: {},
  ...more,
});

describe(LegacyMetrics.name, () => {
  it('says of each series what VoxBridge 1 said, in its units', () => {
    const metrics = new LegacyMetrics(new VirtualClock());
    for (const ttftMs of [100, 300, 200]) {
      const latency = { ttftMs, voiceToVoiceMs: ttftMs * 2, endOfUtteranceDelayMs: 600 };
      metrics.onVoiceEvent(session, turn({ userText: 'Hi', latency }));
    }
    expect(metrics.snapshot()).toMatchObject({
      latency: { avg: 400, p50: 400, p95: 600, p99: 600 },
      aiGenerationLatency: { avg: 0.2, p50: 0.2, p95: 0.3, p99: 0.3 },
      silenceDetectionLatency: { avg: 600, p50: 600 },
      ttsFirstByteLatency: { avg: 0, p50: 0, p95: 0, p99: 0 },
      ttsQueueLatency: { avg: 0, p50: 0, p95: 0, p99: 0 },
      transcriptCount: 3,
      lastTurn: { aiGenerationLatency: 0.2, timeToFirstAudio: 0.4 },
    });
  });

  it('counts what failed and what was interrupted, and looks at the last turn alone', async () => {
    const clock = new VirtualClock();
    const metrics = new LegacyMetrics(clock);
    metrics.onVoiceEvent(session, turn({ latency: { ttfbMs: 50 } }));
    metrics.onVoiceEvent(session, turn({ outcome: 'failed' }));
    metrics.onVoiceEvent(session, turn({ outcome: 'interrupted' }));
    metrics.onVoiceEvent(session, turn({ userText: 'Hi' }));
    metrics.onVoiceEvent(session, { type: 'speech-start' });
    await clock.advance(61_500);
    expect(metrics.snapshot()).toMatchObject({
      errorRate: 0.25,
      interruptionCount: 1,
      transcriptCount: 1,
      uptime: 61,
      ttsFirstByteLatency: { avg: 0.05 },
      lastTurn: {},
    });
  });

  it('looks back on a hundred turns', () => {
    const metrics = new LegacyMetrics(new VirtualClock());
    for (let n = 1; n <= 150; n++) {
      metrics.onVoiceEvent(session, turn({ latency: { voiceToVoiceMs: n } }));
    }
    expect(metrics.snapshot()).toMatchObject({ latency: { avg: 100.5, p50: 101, p99: 150 } });
  });
});
