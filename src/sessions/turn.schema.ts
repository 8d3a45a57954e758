import type { TurnEntity } from '@vox/database';
import { text } from '@vox/protocol';
import { z } from 'zod';

import { type Cursor, cursorSchema, pageLimit, toCursorText } from '../http';

export const listTurnsSchema = z.object({
  limit: pageLimit,
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

const state = z.enum(['completed', 'interrupted', 'failed']);
const provider = text().nullable();
const ms = z.number();

/**
 * What happened in a turn, in its order. `at_ms` counts from the end of the user's speech (a typed turn's arrival), `took_ms`
 * is the stage's own; a stage that was not reached is left out.
 */
const stageSchema = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('speech'), at_ms: z.literal(0), provider }),
  z.object({ stage: z.literal('silence'), at_ms: ms, took_ms: ms }),
  z.object({ stage: z.literal('transcript'), at_ms: ms, provider }),
  z.object({
    stage: z.literal('first_token'),
    took_ms: ms,
    provider,
    fallback_reason: text().nullable(),
  }),
  z.object({ stage: z.literal('first_sound'), took_ms: ms, provider }),
  z.object({ stage: z.literal('playout'), at_ms: ms, took_ms: ms }),
  z.object({ stage: z.literal('outcome'), at_ms: ms, state }),
]);
export type TurnStage = z.output<typeof stageSchema>;

const toolCallSchema = z.object({
  id: text(),
  name: text(),
  arguments: text().describe('JSON as the model wrote it.'),
  state: z.enum(['requested', 'running', 'done', 'failed', 'timed-out', 'cancelled']),
  result: text().nullable().describe('What the model was told of it; null while there is none.'),
  started_at: z.iso.datetime(),
  duration_ms: ms.nullable().describe('Null while it runs, and where nobody knows.'),
});

export const turnSchema = z
  .object({
    id: z.uuid(),
    session_id: z.uuid(),
    state,
    started_at: z.iso.datetime(),
    ended_at: z.iso.datetime(),
    user_text: text().nullable().describe('Null when the agent spoke first.'),
    heard_text: text().nullable().describe('What was heard of the answer.'),
    stages: z
      .array(stageSchema)
      .describe(
        'In order: `at_ms` counts from the end of the user’s speech, `took_ms` is the stage’s own time; one that was not reached is left out.',
      ),
    providers: z.object({ stt: provider, llm: provider, tts: provider }),
    fallback_reason: text().nullable(),
    prompt_tokens: z.number().int().nullable().describe('Null where nobody said.'),
    completion_tokens: z.number().int().nullable().describe('Null where nobody said.'),
    cost_usd: z.number().nullable().describe('Null where nobody said.'),
    tool_calls: z
      .array(toolCallSchema)
      .describe(
        'What the model called. One that ran on after its turn is also in the first turn that ended after it, as it ended.',
      ),
    cursor: text().describe('For `before`.'),
  })
  .meta({ id: 'Turn' });
export type TurnJson = z.output<typeof turnSchema>;

export function toTurnJson({ turn, userText, cursor }: ListedTurn): TurnJson {
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
    tool_calls: turn.toolCalls ?? [],
    cursor: toCursorText('turns', cursor),
  };
}

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
