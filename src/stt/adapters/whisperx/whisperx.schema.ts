import { z } from 'zod';

/** What the server says. It names no confidence, time or language. */
export const whisperXMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('partial'), text: z.string(), userId: z.string().optional() }),
  z.object({ type: z.literal('final'), text: z.string(), userId: z.string().optional() }),
  z.object({
    type: z.literal('error'),
    error: z.string().optional(),
    userId: z.string().optional(),
  }),
]);

export const whisperXHealth = z.object({
  status: z.string(),
  model: z.string().optional(),
  device: z.string().optional(),
});
