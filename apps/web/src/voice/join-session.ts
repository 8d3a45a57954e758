import '../quiet-zod';

import { WEBRTC_SOCKET_PATH } from '@vox/protocol';

import type { BrowserMemory } from './browser-memory';
import { toProblem, VoiceProblem } from './problem';
import { type ConnectionListener, type JoinOptions, VoiceConnection } from './voice-connection';

export { keepAwake } from './keep-awake';

/**
 * Joins the session it is invited to; else the remembered one, or a new one where there is none or the server has
 * forgotten it.
 * @throws VoiceProblem; nothing stays open then.
 */
export async function joinSession(
  baseUrl: string,
  memory: BrowserMemory,
  listener: ConnectionListener,
  signal: AbortSignal,
): Promise<VoiceConnection> {
  const { sessionId, userId, sessionUserId, agentId, invite, group } = memory;
  const url = socketUrl(baseUrl, memory);
  const options = { url, userId, agentId, groupId: group?.id ?? null };
  if (invite !== null) return joinInvited(options, listener, signal);
  try {
    const asked = { ...options, userId: sessionUserId ?? userId, sessionId };
    return await VoiceConnection.open(asked, listener, signal);
  } catch (error) {
    if (sessionId === null || toProblem(error).code !== 'session_not_found') throw error;
    memory.sessionUserId = null;
    return VoiceConnection.open({ ...options, sessionId: null }, listener, signal);
  }
}

async function joinInvited(
  options: Omit<JoinOptions, 'sessionId'>,
  listener: ConnectionListener,
  signal: AbortSignal,
): Promise<VoiceConnection> {
  try {
    return await VoiceConnection.open({ ...options, sessionId: null }, listener, signal);
  } catch (error) {
    const { code, detail } = toProblem(error);
    if (code === 'unauthorized') throw new VoiceProblem('invite_not_valid', '', { cause: error });
    if (code === 'session_not_found')
      throw new VoiceProblem('invite_not_live', '', { cause: error });
    throw new VoiceProblem(code, detail, { cause: error });
  }
}

/** Browsers cannot set headers on a WebSocket, so the key, or the invite that stands for it, travels in the address. */
function socketUrl(baseUrl: string, { apiKey, invite }: BrowserMemory): string {
  const url = new URL(WEBRTC_SOCKET_PATH.slice(1), baseUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (invite !== null) url.searchParams.set('invite', invite);
  else if (apiKey !== null) url.searchParams.set('api_key', apiKey);
  return url.href;
}
