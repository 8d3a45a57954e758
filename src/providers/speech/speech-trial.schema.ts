import { text } from '@vox/protocol';
import { z } from 'zod';

import type { SttTrial } from '../../stt';
import type { TtsTrial } from '../../tts';
import { storedVoiceSchema } from './speech-provider.schema';

export const voicesSchema = z
  .object({ voices: z.array(storedVoiceSchema), fetched_at: z.iso.datetime() })
  .meta({ id: 'ProviderVoices' });
export type VoicesJson = z.output<typeof voicesSchema>;

const failureSchema = z
  .object({ category: text(), message: text() })
  .optional()
  .describe('When not ok.');

export const sttTrialSchema = z
  .object({
    ok: z.boolean(),
    latency_ms: z.number().int().describe('Of a recording that was all there at once.'),
    said: text().describe('What is said in the recording.'),
    text: text().optional().describe('What was heard.'),
    error: failureSchema,
  })
  .meta({ id: 'SttProviderTrial' });
export type SttTrialJson = z.output<typeof sttTrialSchema>;

export const ttsTrialSchema = z
  .object({
    ok: z.boolean(),
    latency_ms: z.number().int().describe('Until all of the sentence was there.'),
    first_audio_ms: z.number().int().nullable(),
    duration_ms: z.number().int().describe('Of what was spoken.'),
    error: failureSchema,
  })
  .meta({ id: 'TtsProviderTrial' });
export type TtsTrialJson = z.output<typeof ttsTrialSchema>;

export function sttTrialJson(trial: SttTrial): SttTrialJson {
  const { ok, latencyMs: latency_ms, said } = trial;
  if (ok) return { ok, latency_ms, said, text: trial.text };
  return { ok, latency_ms, said, error: { category: trial.category, message: trial.message } };
}

export function ttsTrialJson(trial: TtsTrial): TtsTrialJson {
  const { ok, latencyMs: latency_ms, firstAudioMs, durationMs: duration_ms } = trial;
  const spoken = { ok, latency_ms, first_audio_ms: firstAudioMs ?? null, duration_ms };
  if (trial.ok) return spoken;
  return { ...spoken, error: { category: trial.category, message: trial.message } };
}
