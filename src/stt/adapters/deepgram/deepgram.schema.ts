import { z } from 'zod';

const alternative = z.object({
  transcript: z.string().nullish(),
  confidence: z.number().nullish().catch(undefined),
});

/** The least of a Results message that a transcript needs. */
export const deepgramResults = z.object({
  is_final: z.boolean().nullish(),
  channel: z.object({ alternatives: z.array(alternative) }),
});

/** Any message; an error says why. */
export const deepgramMessage = z.object({
  type: z.string(),
  description: z.unknown().optional(),
  message: z.unknown().optional(),
});

/** Messages without words: Deepgram's own, and those of WhisperLiveKit. */
export const deepgramSilent: ReadonlySet<string> = new Set([
  ...['Metadata', 'SpeechStarted', 'UtteranceEnd', 'Warning', 'Finalize', 'KeepAlive', 'Connected'],
  ...['config', 'ready_to_stop'],
]);
