import { text } from '@vox/protocol';
import { z } from 'zod';

/** Of `POST /api/speech`. The ranges are those of an agent's voice; a control that nothing here can make is refused. */
export const speechSchema = z.strictObject({
  text: text().trim().min(1).max(3000),
  voice: text()
    .min(1)
    .max(200)
    .optional()
    .describe('One of `GET /api/voices`; the default one when absent.'),
  language: text().min(2).max(35).optional().describe('BCP 47.'),
  rate: z.number().min(0.5).max(2).optional().describe('Speed: 2 is twice as fast.'),
  pitch: z.number().min(0.5).max(2).optional(),
  volume: z.number().min(0).max(2).optional(),
  format: z
    .enum(['wav', 'pcm', 'opus'])
    .default('wav')
    .describe('`wav`, `pcm` (s16le mono, its rate in `x-sample-rate`) or `opus` (in Ogg).'),
});
export type Speech = z.output<typeof speechSchema>;

export const voiceSchema = z
  .object({
    id: text(),
    name: text(),
    language: text().optional().describe('BCP 47.'),
    provider: text(),
  })
  .meta({ id: 'Voice' });

export const transcriptSchema = z
  .object({
    text: text(),
    confidence: z.number().min(0).max(1).nullable(),
    language: text().nullable(),
    segments: z
      .array(z.object({ text: text(), start_s: z.number(), end_s: z.number() }))
      .optional()
      .describe('With `timestamps`: where each utterance lies.'),
  })
  .meta({ id: 'Transcript' });

/** Of `POST /api/transcriptions`. */
export const transcriptionQuerySchema = z.strictObject({
  language: text()
    .min(2)
    .max(35)
    .optional()
    .describe('BCP 47; what is set for the server when absent.'),
  timestamps: z.stringbool().default(false).describe('Adds `segments`: where each utterance lies.'),
});
export type TranscriptionQuery = z.output<typeof transcriptionQuerySchema>;
