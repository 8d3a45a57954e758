import { z } from 'zod';

/** `GET /audio/voices`: Kokoro-FastAPI lists names, speaches objects. */
export const voicesSchema = z.object({
  voices: z.array(
    z.union([
      z.string().transform((name) => ({ id: name, name })),
      z
        .object({ id: z.string().optional(), voice_id: z.string().optional(), name: z.string() })
        .transform(({ id, voice_id: voiceId, name }) => ({ id: id ?? voiceId ?? name, name })),
    ]),
  ),
});

/** `GET /models`: what is no model of it is passed over. */
export const modelsSchema = z.object({
  data: z.array(z.object({ id: z.string() }).nullable().catch(null)),
});
