import { z } from 'zod';

/** `GET /health`: the least that is needed of it. */
export const healthSchema = z.object({
  status: z.string(),
  model_loaded: z.boolean().optional(),
});

/** `GET /voices`. */
export const voicesSchema = z.object({
  voices: z.array(z.object({ name: z.string(), language: z.string().nullish() })),
});
