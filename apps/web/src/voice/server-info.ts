import type { ApiClient, Schemas } from '@vox/api-client';

/** What the server says about itself before anybody talks. */
export type ServerInfo = Schemas['Info'];

/** An engine that the server uses because it answered on its machine at the start. */
export type FoundEngine = ServerInfo['found_engines'][number];

/** @returns null when the server does not answer, or not in a way this page understands. */
export async function fetchServerInfo(
  api: ApiClient,
  signal: AbortSignal,
): Promise<ServerInfo | null> {
  try {
    const { data } = await api.GET('/api/info', { signal });
    return data ?? null;
  } catch {
    // The page works without it: a start that fails says why in its own words.
    return null;
  }
}
