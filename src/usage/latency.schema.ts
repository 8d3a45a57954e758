import { z } from 'zod';

import { daysQuery, wholeDays } from './days';

/** Days are UTC's, as in `usageQuerySchema`. */
export const latencyQuerySchema = z
  .object(daysQuery)
  .transform((asked, context) => wholeDays(asked, context) ?? z.NEVER);
export type AskLatency = z.output<typeof latencyQuerySchema>;

/** The stages of a turn that are measured, by their columns. */
export const MEASURED_STAGES = [
  'end_of_utterance_delay_ms',
  'transcript_final_ms',
  'ttft_ms',
  'ttfb_ms',
  'voice_to_voice_ms',
] as const;
type MeasuredStage = (typeof MEASURED_STAGES)[number];

/** As the database gives it: the median and the 95th percentile, in ms; null where no turn of the day reached the stage. */
export type DayOfLatency = { readonly day: string; readonly turns: number } & {
  readonly [Stage in MeasuredStage]: readonly [p50: number, p95: number] | null;
};

const percentiles = z
  .object({ p50: z.number(), p95: z.number() })
  .nullable()
  .describe('Milliseconds; null where no turn of the day reached the stage.');

export const latencySchema = z
  .object({
    day: z.iso.date(),
    turns: z.number().int(),
    end_of_utterance_delay_ms: percentiles,
    transcript_final_ms: percentiles,
    ttft_ms: percentiles,
    ttfb_ms: percentiles,
    voice_to_voice_ms: percentiles,
  })
  .meta({ id: 'DayOfLatency' });
export type LatencyJson = z.output<typeof latencySchema>;

export function toLatencyJson(day: DayOfLatency): LatencyJson {
  return {
    day: day.day,
    turns: day.turns,
    end_of_utterance_delay_ms: rounded(day.end_of_utterance_delay_ms),
    transcript_final_ms: rounded(day.transcript_final_ms),
    ttft_ms: rounded(day.ttft_ms),
    ttfb_ms: rounded(day.ttfb_ms),
    voice_to_voice_ms: rounded(day.voice_to_voice_ms),
  };
}

function rounded(found: readonly [p50: number, p95: number] | null) {
  return found === null ? null : { p50: Math.round(found[0]), p95: Math.round(found[1]) };
}
