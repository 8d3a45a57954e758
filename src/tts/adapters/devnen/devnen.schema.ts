import { z } from 'zod';

/** `GET /api/model-info`: the least that is needed of it. */
export const modelInfoSchema = z.object({ loaded: z.boolean() });

/** `GET /get_predefined_voices`: older servers list names only. */
export const predefinedVoicesSchema = z.array(
  z.union([
    z.string().transform((filename) => ({ filename, display_name: filename })),
    z.object({ filename: z.string(), display_name: z.string() }),
  ]),
);
