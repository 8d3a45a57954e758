import { z } from 'zod';

const segment = z.object({
  start: z.number().optional(),
  end: z.number().optional(),
  avg_logprob: z.number().optional(),
});

/** A whole transcript: `json` has the text, `verbose_json` the rest too. */
export const wholeTranscript = z.object({
  text: z.string(),
  language: z.string().optional(),
  segments: z.array(segment).optional(),
});

/** One server-sent event: OpenAI's typed ones, or the bare segments of faster-whisper-server. */
export const transcriptEvent = z.object({
  type: z.string().optional(),
  delta: z.string().optional(),
  text: z.string().optional(),
  error: z.unknown().optional(),
});
