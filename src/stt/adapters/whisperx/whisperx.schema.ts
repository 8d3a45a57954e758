import { z } from 'zod';

/** What the server says: `partial`, `final` or `error`. It names no confidence, time or language. */
export const whisperXMessage = z.object({
  type: z.string(),
  text: z.string().nullish(),
  error: z.unknown().optional(),
  userId: z.string().nullish(),
});

export const whisperXHealth = z.object({
  status: z.string(),
  model: z.string().optional(),
  device: z.string().optional(),
});
