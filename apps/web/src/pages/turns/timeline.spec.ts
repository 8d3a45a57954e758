import type { Schemas } from '@vox/api-client';

import { timelineOf } from './timeline';

const turn: Schemas['Turn'] = {
  id: 'a-turn',
  session_id: 'a-session',
  state: 'completed',
  started_at: '2026-11-30T09:00:00.600Z',
  ended_at: '2026-11-30T09:00:03.000Z',
  user_text: 'Hello.',
  heard_text: 'Hi.',
  stages: [
    { stage: 'speech', at_ms: 0, provider: 'moonshine' },
    { stage: 'silence', at_ms: 600, took_ms: 600 },
    { stage: 'transcript', at_ms: 640, provider: 'moonshine' },
    { stage: 'first_token', took_ms: 200, provider: 'local', fallback_reason: null },
    { stage: 'first_sound', took_ms: 100, provider: 'flite' },
    { stage: 'playout', at_ms: 1000, took_ms: 2000 },
    { stage: 'outcome', at_ms: 3000, state: 'completed' },
  ],
  providers: { stt: 'moonshine', llm: 'local', tts: 'flite' },
  fallback_reason: null,
  prompt_tokens: null,
  completion_tokens: null,
  cost_usd: null,
  tool_calls: [],
  cursor: 'c',
};

const places = ({ rows }: ReturnType<typeof timelineOf>) =>
  rows.map(({ stage, fromMs, toMs }) => [stage, fromMs, toMs]);

describe(timelineOf.name, () => {
  it('counts from the end of speech, and puts model and voice before the first sound', () => {
    const timeline = timelineOf(turn, null);
    expect(places(timeline)).toEqual([
      ['silence', 0, 600],
      ['transcript', 0, 640],
      ['first_token', 700, 900],
      ['first_sound', 900, 1000],
      ['playout', 1000, 3000],
    ]);
    expect([timeline.fromMs, timeline.toMs]).toEqual([0, 3000]);
  });

  it('begins before the end of speech where the answer was prepared in a pause', () => {
    const stages = turn.stages.map((stage) =>
      stage.stage === 'first_token' ? { ...stage, took_ms: 1100 } : stage,
    );
    expect(timelineOf({ ...turn, stages }, null).fromMs).toBe(-200);
  });

  it('places tools by the clock', () => {
    const call = { id: '1', name: 'look_up', arguments: '{}', result: null };
    const tool_calls: Schemas['Turn']['tool_calls'] = [
      { ...call, state: 'done', started_at: '2026-11-30T09:00:00.700Z', duration_ms: 150 },
      { ...call, state: 'running', started_at: '2026-11-30T09:00:00.700Z', duration_ms: null },
    ];
    const tools = timelineOf({ ...turn, tool_calls }, null).rows.filter(
      ({ stage }) => stage === 'tool',
    );
    expect(tools.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [700, 850],
      [700, 700],
    ]);
  });

  it('has the medians of the day beside the stages that have one', () => {
    const day: Schemas['StepOfLatency'] = {
      day: '2026-11-30',
      hour: null,
      turns: 9,
      sessions: 2,
      interrupted: 0,
      failed: 0,
      fallbacks: 0,
      end_of_utterance_delay_ms: { p50: 550, p95: 900 },
      transcript_final_ms: null,
      ttft_ms: { p50: 320, p95: 700 },
      ttfb_ms: { p50: 90, p95: 120 },
      voice_to_voice_ms: { p50: 1100, p95: 2000 },
    };
    expect(timelineOf(turn, day).rows.map(({ medianMs }) => medianMs)).toEqual([
      550,
      null,
      320,
      90,
      null,
    ]);
  });

  it('leaves out what a turn never reached', () => {
    const stages: Schemas['Turn']['stages'] = [{ stage: 'outcome', at_ms: 0, state: 'failed' }];
    expect(timelineOf({ ...turn, stages }, null)).toEqual({ fromMs: 0, toMs: 1, rows: [] });
  });
});
