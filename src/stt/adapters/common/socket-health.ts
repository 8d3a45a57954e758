import type { ServerAccess } from '@vox/outbound';
import type { ProviderHealth } from '@vox/voice-core';

import { SpeechSocket } from './speech-socket';

const HEALTH_TIMEOUT_MS = 5000;

/** Whether a server takes a connection, for servers that have no (reachable) health page. Never rejects. */
export async function socketHealth(
  url: string,
  provider: string,
  access: ServerAccess = {},
): Promise<ProviderHealth> {
  const { signal } = new AbortController();
  try {
    const socket = await SpeechSocket.open(url, {
      provider,
      access,
      aliveTimeoutMs: HEALTH_TIMEOUT_MS,
      signal,
    });
    socket.close();
    return { isHealthy: true };
  } catch {
    return { isHealthy: false, detail: 'The server cannot be reached.' };
  }
}
