import type { StoredToolCall, TurnEntity } from '@vox/database';

import type { RecordTurn } from './job-catalogue';

/** Of `cost_usd`. */
const DECIMALS = 8;

/** A turn as it is written; null is what nobody said. */
export function toTurnRow(turn: RecordTurn): TurnEntity {
  const { latency, providers, usage = {} } = turn;
  return {
    id: turn.turnId,
    sessionId: turn.session.id,
    state: turn.outcome,
    startedAt: new Date(turn.startedAtMs),
    endedAt: new Date(turn.endedAtMs),
    endOfUtteranceDelayMs: wholeMs(latency.endOfUtteranceDelayMs),
    transcriptFinalMs: wholeMs(latency.transcriptFinalMs),
    ttftMs: wholeMs(latency.ttftMs),
    ttfbMs: wholeMs(latency.ttfbMs),
    voiceToVoiceMs: wholeMs(latency.voiceToVoiceMs),
    sttProvider: providers.stt ?? null,
    llmProvider: providers.llm ?? null,
    ttsProvider: providers.tts ?? null,
    fallbackReason: providers.fallbackReason ?? null,
    promptTokens: usage.promptTokens ?? null,
    completionTokens: usage.completionTokens ?? null,
    costUsd: usage.costUsd?.toFixed(DECIMALS) ?? null,
    toolCalls: turn.toolCalls?.map(toStoredCall) ?? null,
    heldBy: turn.heldBy ?? null,
    heardText: turn.spokenText.trim() === '' ? null : turn.spokenText,
  };
}

function toStoredCall(call: NonNullable<RecordTurn['toolCalls']>[number]): StoredToolCall {
  const { id, name, arguments: given, state, result, startedAtMs, durationMs } = call;
  return {
    id,
    name,
    arguments: given,
    state,
    result: result ?? null,
    started_at: new Date(startedAtMs).toISOString(),
    duration_ms: wholeMs(durationMs),
  };
}

export function wholeMs(valueMs: number | undefined): number | null {
  return valueMs === undefined ? null : Math.round(valueMs);
}
