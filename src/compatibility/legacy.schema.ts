import { text } from '@vox/protocol';
import { z } from 'zod';

export const listTranscriptsSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(10),
});
export type ListTranscripts = z.output<typeof listTranscriptsSchema>;

/** Browsers' forms send numbers as text. */
const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** What the dashboard of VoxBridge 1 sends, all of it at once. */
export const legacyConfigSchema = z.object({
  SILENCE_THRESHOLD_MS: wholeNumber(100, 5000).optional(),
  MAX_SPEAKING_TIME_MS: wholeNumber(1000, 600_000).optional(),
  USE_STREAMING: z.boolean().optional(),
});
export type LegacyConfig = z.output<typeof legacyConfigSchema>;

const within = (min: number, max: number) => z.coerce.number().min(min).max(max).optional();

/** Of the options those that say how a voice sounds; formats and sizes of pieces are the server's to choose. */
export const legacyTtsConfigSchema = z.object({
  enabled: z.boolean().default(true),
  options: z
    .object({
      speedFactor: within(0.5, 2),
      exaggeration: within(0.25, 2),
      cfgWeight: within(0, 1),
      temperature: within(0.05, 5),
      voiceMode: z.enum(['predefined', 'clone']).optional(),
      referenceAudioFilename: text().max(200).optional(),
    })
    .default({}),
});
export type LegacyTtsConfig = z.output<typeof legacyTtsConfigSchema>;
