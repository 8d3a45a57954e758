import { z } from 'zod';

const number = () => z.number().nullish().catch(undefined);

export const transcriptSegment = z.object({
  start: number(),
  end: number(),
  avg_logprob: number(),
  text: z.string().nullish().catch(undefined),
});

/** A whole transcript: `json` has the text, `verbose_json` the rest too. Some servers have the text in segments only. */
export const wholeTranscript = z
  .object({
    text: z.string().nullish(),
    language: z.string().nullish().catch(undefined),
    segments: z.array(transcriptSegment).nullish().catch(undefined),
  })
  .refine(({ text, segments }) => text != null || segments != null, { path: ['text'] });

/** One server-sent event: OpenAI's typed ones, or the bare segments of faster-whisper-server. */
export const transcriptEvent = z.object({
  type: z.string().nullish(),
  delta: z.string().nullish(),
  text: z.string().nullish(),
  error: z.unknown().optional(),
});

/** `GET /models`: what is no model of it is passed over. */
export const modelsSchema = z.object({
  data: z.array(z.object({ id: z.string() }).nullable().catch(null)),
});
