import { TurnEntity } from '@vox/database';

import { toTurnJson } from './turn.schema';

const NONE = {
  endOfUtteranceDelayMs: null,
  transcriptFinalMs: null,
  ttftMs: null,
  ttfbMs: null,
  voiceToVoiceMs: null,
  sttProvider: null,
  llmProvider: null,
  ttsProvider: null,
  fallbackReason: null,
  heardText: null,
  promptTokens: null,
  completionTokens: null,
  costUsd: null,
  toolCalls: null,
};

const turn = (columns: Partial<TurnEntity>) =>
  Object.assign(new TurnEntity(), {
    id: 't',
    sessionId: 's',
    state: 'completed',
    startedAt: new Date(10_000),
    endedAt: new Date(13_000),
    ...NONE,
    ...columns,
  });
const cursor = { atUs: '1', id: '6f1f64d2-53a5-4b5a-9f7c-0d4f4f6f2a11' };

describe(toTurnJson.name, () => {
  it('tells the stages in the order in which they came, with who took part', () => {
    const json = toTurnJson({
      turn: turn({
        endOfUtteranceDelayMs: 600,
        transcriptFinalMs: 640,
        ttftMs: 200,
        ttfbMs: 90,
        voiceToVoiceMs: 950,
        sttProvider: 'moonshine',
        llmProvider: 'local',
        ttsProvider: 'flite',
        fallbackReason: 'openrouter: rate-limit',
        heardText: 'Hi.',
        promptTokens: 120,
        completionTokens: 7,
        costUsd: '0.00042000',
      }),
      userText: 'Hello.',
      cursor,
    });
    expect(json.stages).toEqual([
      { stage: 'speech', at_ms: 0, provider: 'moonshine' },
      { stage: 'silence', at_ms: 600, took_ms: 600 },
      { stage: 'transcript', at_ms: 640, provider: 'moonshine' },
      {
        stage: 'first_token',
        took_ms: 200,
        provider: 'local',
        fallback_reason: 'openrouter: rate-limit',
      },
      { stage: 'first_sound', took_ms: 90, provider: 'flite' },
      { stage: 'playout', at_ms: 950, took_ms: 2650 },
      { stage: 'outcome', at_ms: 3600, state: 'completed' },
    ]);
    expect(json).toMatchObject({
      user_text: 'Hello.',
      heard_text: 'Hi.',
      prompt_tokens: 120,
      completion_tokens: 7,
      cost_usd: 0.000_42,
    });
  });

  it('leaves out what was not reached, and does not make nothing of what is not known', () => {
    const json = toTurnJson({ turn: turn({ state: 'failed' }), userText: null, cursor });
    expect(json.stages).toEqual([{ stage: 'outcome', at_ms: 3000, state: 'failed' }]);
    expect(json).toMatchObject({ prompt_tokens: null, completion_tokens: null, cost_usd: null });
  });
});
