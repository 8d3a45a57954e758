import type { TurnEntity } from '@vox/database';

import type { RecordTurn } from './job-catalogue';

/** A turn as it is written; what it took in tokens and money is not measured. */
export type TurnRow = Omit<TurnEntity, 'promptTokens' | 'completionTokens' | 'costUsd'>;

export function toTurnRow(turn: RecordTurn): TurnRow {
  const { latency, providers } = turn;
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
    heardText: turn.spokenText.trim() === '' ? null : turn.spokenText,
  };
}

export function wholeMs(valueMs: number | undefined): number | null {
  return valueMs === undefined ? null : Math.round(valueMs);
}
