import type { Latency } from './conversation';

export type LatencyStage = { readonly label: string; readonly durationMs: number };

/** `842 ms`, or `1.24 s` from one second on. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  return `${(durationMs / 1000).toFixed(2)} s`;
}

/** The stages a turn went through, in order; those it never reached are left out. */
export function latencyStages(latency: Latency): LatencyStage[] {
  const stages: readonly (readonly [string, number | undefined])[] = [
    ['Noticing that you finished', latency.end_of_utterance_delay_ms],
    ['Final transcript', latency.transcript_final_ms],
    ['First word of the answer', latency.ttft_ms],
    ['First sound of the voice', latency.ttfb_ms],
    ['You stopped → you heard', latency.voice_to_voice_ms],
  ];
  return stages.flatMap(([label, durationMs]) =>
    durationMs === undefined ? [] : [{ label, durationMs }],
  );
}
