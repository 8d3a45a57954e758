import { z } from 'zod';

const alternative = z.object({
  transcript: z.string(),
  confidence: z.number().optional(),
});

/** The least of a Results message that a transcript needs. */
export const deepgramResults = z.object({
  type: z.literal('Results'),
  is_final: z.boolean().optional(),
  channel: z.object({ alternatives: z.array(alternative) }),
});

/** Anything else: an error says why; Metadata, SpeechStarted, UtteranceEnd and what is yet to come carry no words. */
const deepgramOther = z.object({
  type: z.string().refine((type) => type !== 'Results'),
  description: z.string().optional(),
  message: z.string().optional(),
});

export const deepgramMessage = z.union([deepgramResults, deepgramOther]);
