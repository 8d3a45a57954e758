import { enginesSchema } from '@vox/protocol';
import { z } from 'zod';

const serverInfoSchema = z.object({
  version: z.string(),
  engines: enginesSchema,
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
