import type { ServerAccess } from '@vox/outbound';
import type { ProviderHealth } from '@vox/voice-core';

import { ConnectionLost, SpeechSocket } from './speech-socket';

const HEALTH_TIMEOUT_MS = 5000;

/**
 * Whether a server takes a connection, for servers that have no (reachable) health page; one that takes no more of them now is well.
 * Never rejects.
 */
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
  } catch (error) {
    const isFull = error instanceof ConnectionLost && error.category === 'rate-limit';
    if (isFull) return { isHealthy: true };
    return { isHealthy: false, detail: 'The server cannot be reached.' };
  }
}
