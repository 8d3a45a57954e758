import { z } from 'zod';

const partsSchema = z.record(
  z.string(),
  z.looseObject({ status: z.enum(['up', 'degraded', 'down']) }).optional(),
);

/** As Terminus tells it: `info` has the parts that work, `error` those that do not, `details` all of them. */
export const readinessSchema = z
  .object({
    status: z.enum(['ok', 'degraded', 'error', 'shutting_down']),
    info: partsSchema.optional(),
    error: partsSchema.optional(),
    details: partsSchema,
  })
  .meta({ id: 'Readiness' });
