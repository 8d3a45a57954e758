import { z } from 'zod';

export const whisperLiveSegment = z.object({
  /** Seconds, as text: "0.000". */
  start: z
    .union([z.string(), z.number()])
    .refine((start) => start !== '' && Number.isFinite(Number(start))),
  /** Seconds, likewise; what cannot be read is as good as absent. */
  end: z.union([z.string(), z.number()]).nullish().catch(undefined),
  text: z.string(),
  completed: z.boolean().nullish(),
});

/** One shape for all messages: which fields are there says what it is. */
export const whisperLiveMessage = z.object({
  uid: z.string().nullish(),
  /** WAIT, ERROR, WARNING. */
  status: z.string().nullish(),
  /** SERVER_READY, DISCONNECT; minutes to wait; the words of an error. */
  message: z.union([z.string(), z.number()]).nullish(),
  language: z.string().nullish(),
  /** Each is read for itself. */
  segments: z.unknown().optional(),
});
