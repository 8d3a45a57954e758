import { DAY_MS } from '@vox/voice-core';
import { z } from 'zod';

import { daysQuery, wholeDays } from './days';

/** Rows by the hour are for a few days. */
const MOST_DAYS_BY_HOUR = 8;

/** Days are UTC's, as in `usageQuerySchema`. */
export const latencyQuerySchema = z
  .object({
    ...daysQuery,
    step: z
      .enum(['day', 'hour'])
      .default('day')
      .describe(`What a row is for; hours, of ${MOST_DAYS_BY_HOUR} days at most.`),
  })
  .transform(({ step, ...asked }, context) => {
    const days = wholeDays(asked, context);
    if (days === null) return z.NEVER;
    const mostMs = MOST_DAYS_BY_HOUR * DAY_MS;
    if (step === 'hour' && days.to.getTime() - days.from.getTime() > mostMs) {
      const message = `is more than ${MOST_DAYS_BY_HOUR} days before the last one: by the hour that is too many rows`;
      context.addIssue({ code: 'custom', path: ['from'], message });
      return z.NEVER;
    }
    return { ...days, step };
  });
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

/** As the database gives it: the median and the 95th percentile, in ms; null where no turn reached the stage. */
export type StepOfLatency = {
  readonly day: string;
  readonly hour: number | null;
  readonly turns: number;
  readonly sessions: number;
  readonly interrupted: number;
  readonly failed: number;
  readonly fallbacks: number;
} & {
  readonly [Stage in MeasuredStage]: readonly [p50: number, p95: number] | null;
};

const percentiles = z
  .object({ p50: z.number(), p95: z.number() })
  .nullable()
  .describe('Milliseconds; null where no turn reached the stage.');

export const latencySchema = z
  .object({
    day: z.iso.date(),
    hour: z.number().int().min(0).max(23).nullable().describe('Of the day, UTC; null by the day.'),
    turns: z.number().int(),
    sessions: z.number().int().describe('That had one of these turns.'),
    interrupted: z.number().int().describe('Turns whose answer was cut off, or never came.'),
    failed: z.number().int(),
    fallbacks: z.number().int().describe('Turns that a model before the one that answered left.'),
    end_of_utterance_delay_ms: percentiles,
    transcript_final_ms: percentiles,
    ttft_ms: percentiles,
    ttfb_ms: percentiles,
    voice_to_voice_ms: percentiles,
  })
  .meta({ id: 'StepOfLatency' });
export type LatencyJson = z.output<typeof latencySchema>;

export function toLatencyJson(step: StepOfLatency): LatencyJson {
  return {
    ...step,
    end_of_utterance_delay_ms: rounded(step.end_of_utterance_delay_ms),
    transcript_final_ms: rounded(step.transcript_final_ms),
    ttft_ms: rounded(step.ttft_ms),
    ttfb_ms: rounded(step.ttfb_ms),
    voice_to_voice_ms: rounded(step.voice_to_voice_ms),
  };
}

function rounded(found: readonly [p50: number, p95: number] | null) {
  return found === null ? null : { p50: Math.round(found[0]), p95: Math.round(found[1]) };
}
