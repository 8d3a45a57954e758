import type { TurnEntity } from '@vox/database';
import { z } from 'zod';

import { type Cursor, cursorSchema, toCursorText } from '../http';

export const listTurnsSchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: cursorSchema('turns')
    .optional()
    .describe("A turn's `cursor`: those that began before it, the next page."),
});
export type ListTurns = z.output<typeof listTurnsSchema>;

export type ListedTurn = {
  readonly turn: TurnEntity;
  /** What was said to the agent; null when it spoke first. */
  readonly userText: string | null;
  readonly cursor: Cursor;
};

/**
 * What happened in a turn, in its order. `at_ms` counts from the end of the user's speech (a typed turn's arrival), `took_ms`
 * is the stage's own; a stage that was not reached is left out.
 */
export type TurnStage =
  | { stage: 'speech'; at_ms: 0; provider: string | null }
  | { stage: 'silence'; at_ms: number; took_ms: number }
  | { stage: 'transcript'; at_ms: number; provider: string | null }
  | {
      stage: 'first_token';
      took_ms: number;
      provider: string | null;
      fallback_reason: string | null;
    }
  | { stage: 'first_sound'; took_ms: number; provider: string | null }
  | { stage: 'playout'; at_ms: number; took_ms: number }
  | { stage: 'outcome'; at_ms: number; state: TurnEntity['state'] };

export function toTurnJson({ turn, userText, cursor }: ListedTurn) {
  return {
    id: turn.id,
    session_id: turn.sessionId,
    state: turn.state,
    started_at: turn.startedAt.toISOString(),
    ended_at: turn.endedAt.toISOString(),
    user_text: userText,
    heard_text: turn.heardText,
    stages: stagesOf(turn, userText !== null),
    providers: { stt: turn.sttProvider, llm: turn.llmProvider, tts: turn.ttsProvider },
    fallback_reason: turn.fallbackReason,
    prompt_tokens: turn.promptTokens,
    completion_tokens: turn.completionTokens,
    cost_usd: turn.costUsd === null ? null : Number(turn.costUsd),
    cursor: toCursorText('turns', cursor),
  };
}
export type TurnJson = ReturnType<typeof toTurnJson>;

function stagesOf(turn: TurnEntity, hasUser: boolean): TurnStage[] {
  const { endOfUtteranceDelayMs, transcriptFinalMs, ttftMs, ttfbMs, voiceToVoiceMs } = turn;
  // A turn begins when it is certain that the user is done.
  const endedAtMs =
    turn.endedAt.getTime() - turn.startedAt.getTime() + (endOfUtteranceDelayMs ?? 0);
  const stages: (TurnStage | false)[] = [
    hasUser && { stage: 'speech', at_ms: 0, provider: turn.sttProvider },
    endOfUtteranceDelayMs !== null && {
      stage: 'silence',
      at_ms: endOfUtteranceDelayMs,
      took_ms: endOfUtteranceDelayMs,
    },
    transcriptFinalMs !== null && {
      stage: 'transcript',
      at_ms: transcriptFinalMs,
      provider: turn.sttProvider,
    },
    ttftMs !== null && {
      stage: 'first_token',
      took_ms: ttftMs,
      provider: turn.llmProvider,
      fallback_reason: turn.fallbackReason,
    },
    ttfbMs !== null && { stage: 'first_sound', took_ms: ttfbMs, provider: turn.ttsProvider },
    voiceToVoiceMs !== null && {
      stage: 'playout',
      at_ms: voiceToVoiceMs,
      took_ms: Math.max(0, endedAtMs - voiceToVoiceMs),
    },
    { stage: 'outcome', at_ms: endedAtMs, state: turn.state },
  ];
  return stages.filter((stage) => stage !== false);
}
