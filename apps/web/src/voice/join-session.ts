import { WEBRTC_SOCKET_PATH } from '@vox/protocol';

import type { BrowserMemory } from './browser-memory';
import { toProblem } from './problem';
import { type ConnectionListener, VoiceConnection } from './voice-connection';

/**
 * Joins the remembered session, or a new one where there is none or the server has forgotten it.
 * @throws VoiceProblem; nothing stays open then.
 */
export async function joinSession(
  baseUrl: string,
  memory: BrowserMemory,
  listener: ConnectionListener,
  signal: AbortSignal,
): Promise<VoiceConnection> {
  const { sessionId, userId } = memory;
  const options = { url: socketUrl(baseUrl, memory.apiKey), userId };
  try {
    return await VoiceConnection.open({ ...options, sessionId }, listener, signal);
  } catch (error) {
    if (sessionId === null || toProblem(error).code !== 'session_not_found') throw error;
    return VoiceConnection.open({ ...options, sessionId: null }, listener, signal);
  }
}

/** Browsers cannot set headers on a WebSocket, so the key travels in the address. */
function socketUrl(baseUrl: string, apiKey: string | null): string {
  const url = new URL(WEBRTC_SOCKET_PATH.slice(1), baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (apiKey !== null) url.searchParams.set('api_key', apiKey);
  return url.href;
}
