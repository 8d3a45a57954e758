import { z } from 'zod';

/** A whole reply, from a server that does not stream. */
export const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
});

/** One event of a stream. Usage and keep-alive events have no choices. */
export const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});

/** An error that comes under HTTP 200: as `error` (most servers), or as the event itself (vLLM). */
export const reportedErrorSchema = z.union([
  z.object({ error: z.union([z.string(), z.looseObject({})]) }).transform(({ error }) => error),
  z.looseObject({ object: z.literal('error') }),
]);
