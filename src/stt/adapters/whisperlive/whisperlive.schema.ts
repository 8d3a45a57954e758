import { z } from 'zod';

export const whisperLiveSegment = z.object({
  /** Seconds, as text: "0.000". */
  start: z.union([z.string(), z.number()]),
  text: z.string(),
  completed: z.boolean().optional(),
});

/** One shape for all messages: which fields are there says what it is. */
export const whisperLiveMessage = z.object({
  uid: z.string().optional(),
  /** WAIT, ERROR, WARNING. */
  status: z.string().optional(),
  /** SERVER_READY, DISCONNECT; minutes to wait; the words of an error. */
  message: z.union([z.string(), z.number()]).optional(),
  language: z.string().optional(),
  segments: z.array(whisperLiveSegment).optional(),
});
