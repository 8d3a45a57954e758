import type { ShellKey } from '../i18n/en/shell';
import type { Latency } from './conversation';

export type LatencyStage = { readonly label: ShellKey; readonly durationMs: number };

/** `842 ms`, or `1.24 s` from one second on, as `locale` writes numbers. */
export function formatDuration(durationMs: number, locale = 'en'): string {
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${(durationMs / 1000).toLocaleString(locale, digits)} s`;
}

/** The stages a turn went through, in order; those it never reached are left out. */
export function latencyStages(latency: Latency): LatencyStage[] {
  const stages: readonly (readonly [ShellKey, number | undefined])[] = [
    ['stage.noticed', latency.end_of_utterance_delay_ms],
    ['stage.transcript', latency.transcript_final_ms],
    ['stage.first_word', latency.ttft_ms],
    ['stage.first_sound', latency.ttfb_ms],
    ['stage.whole', latency.voice_to_voice_ms],
  ];
  return stages.flatMap(([label, durationMs]) =>
    durationMs === undefined ? [] : [{ label, durationMs }],
  );
}
