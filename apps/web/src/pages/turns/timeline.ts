import type { Schemas } from '@vox/api-client';

type Turn = Schemas['Turn'];
type Day = Schemas['StepOfLatency'];

/** The rows that every turn may have; tools come beside them. */
export type TurnStage = 'silence' | 'transcript' | 'first_token' | 'first_sound' | 'playout';

export type TimelineRow = {
  readonly stage: TurnStage | 'tool';
  /** Of a tool: its name. */
  readonly name: string | null;
  /** From the end of the user's speech; before 0: while they may still have gone on. */
  readonly fromMs: number;
  readonly toMs: number;
  /** What it took half of the day's turns at most; null where that is not known. */
  readonly medianMs: number | null;
  /** Who did it. */
  readonly provider: string | null;
};

export type Timeline = {
  /** What all rows lie within. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly rows: readonly TimelineRow[];
};

type Measured = 'end_of_utterance_delay_ms' | 'transcript_final_ms' | 'ttft_ms' | 'ttfb_ms';

/**
 * Where the time of a turn went. The server knows of model and voice how long they took to begin, and not when they were asked: an
 * answer may be prepared in a pause. They are drawn at their latest, one after the other up to the first sound.
 */
export function timelineOf(turn: Turn, day: Day | null): Timeline {
  const median = (stage: Measured) => day?.[stage]?.p50 ?? null;
  const took = tookOf(turn);
  const firstSoundMs = took.playoutFromMs ?? took.endMs;
  const voiceFromMs = firstSoundMs - (took.voiceMs ?? 0);
  const rows: (TimelineRow | false)[] = [
    took.silenceMs !== null &&
      row('silence', 0, took.silenceMs, median('end_of_utterance_delay_ms'), null),
    took.transcriptMs !== null &&
      row('transcript', 0, took.transcriptMs, median('transcript_final_ms'), turn.providers.stt),
    took.modelMs !== null &&
      row(
        'first_token',
        voiceFromMs - took.modelMs,
        voiceFromMs,
        median('ttft_ms'),
        turn.providers.llm,
      ),
    ...toolRows(turn, took.silenceMs ?? 0),
    took.voiceMs !== null &&
      row('first_sound', voiceFromMs, firstSoundMs, median('ttfb_ms'), turn.providers.tts),
    took.playoutFromMs !== null &&
      row('playout', took.playoutFromMs, took.endMs, null, turn.providers.tts),
  ];
  const shown = rows.filter((one) => one !== false);
  return {
    fromMs: Math.min(0, ...shown.map(({ fromMs }) => fromMs)),
    toMs: Math.max(1, took.endMs, ...shown.map(({ toMs }) => toMs)),
    rows: shown,
  };
}

function row(
  stage: TurnStage,
  fromMs: number,
  toMs: number,
  medianMs: number | null,
  provider: string | null,
): TimelineRow {
  return { stage, name: null, fromMs, toMs, medianMs, provider };
}

/** A turn begins when it is certain that the user is done: `silenceMs` after the end of their speech. */
function toolRows({ tool_calls, started_at }: Turn, silenceMs: number): readonly TimelineRow[] {
  return tool_calls.map(({ name, started_at: at, duration_ms: durationMs }) => {
    const fromMs = Date.parse(at) - Date.parse(started_at) + silenceMs;
    const toMs = fromMs + (durationMs ?? 0);
    return { stage: 'tool', name, fromMs, toMs, medianMs: null, provider: null };
  });
}

type Took = {
  readonly silenceMs: number | null;
  readonly transcriptMs: number | null;
  readonly modelMs: number | null;
  readonly voiceMs: number | null;
  readonly playoutFromMs: number | null;
  readonly endMs: number;
};

function tookOf({ stages }: Turn): Took {
  const found = <Stage extends Turn['stages'][number]['stage']>(stage: Stage) =>
    stages.find(
      (one): one is Extract<Turn['stages'][number], { stage: Stage }> => one.stage === stage,
    );
  return {
    silenceMs: found('silence')?.took_ms ?? null,
    transcriptMs: found('transcript')?.at_ms ?? null,
    modelMs: found('first_token')?.took_ms ?? null,
    voiceMs: found('first_sound')?.took_ms ?? null,
    playoutFromMs: found('playout')?.at_ms ?? null,
    endMs: found('outcome')?.at_ms ?? 0,
  };
}
