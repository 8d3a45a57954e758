import { enginesSchema } from '@vox/protocol';
import { z } from 'zod';

const foundEngineSchema = z.object({
  kind: z.enum(['stt', 'llm', 'tts']),
  name: z.string(),
  url: z.string(),
  model: z.string().optional(),
});

/** An engine that the server uses because it answered on its machine at the start. */
export type FoundEngine = z.infer<typeof foundEngineSchema>;

const serverInfoSchema = z.object({
  version: z.string(),
  engines: enginesSchema,
  found_engines: z.array(foundEngineSchema),
  auth_required: z.boolean(),
});

/** What the server says about itself before anybody talks. */
export type ServerInfo = z.infer<typeof serverInfoSchema>;

/** @returns null when the server does not answer, or not in a way this page understands. */
export async function fetchServerInfo(
  baseUrl: string,
  signal: AbortSignal,
): Promise<ServerInfo | null> {
  try {
    const response = await fetch(new URL('api/info', baseUrl), { signal });
    if (!response.ok) return null;
    return serverInfoSchema.parse(await response.json());
  } catch {
    // The page works without it: a start that fails says why in its own words.
    return null;
  }
}
