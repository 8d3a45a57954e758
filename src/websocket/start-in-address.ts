import { startSchema } from '@vox/protocol';

/**
 * What a client of VoxBridge 1 says in its address, `?session_id=…&user_id=…`, where others send `start`: its audio comes at
 * once. Undefined where it says neither, or something wrong.
 * @param url as the request has it, path and query
 */
export function startInAddress(url: string | undefined) {
  const query = new URLSearchParams((url ?? '').split('?')[1]);
  const [sessionId, userId] = [query.get('session_id'), query.get('user_id')];
  if (sessionId === null || userId === null) return undefined;
  const data = { session_id: sessionId, user_id: userId };
  return startSchema.safeParse({ event: 'start', data }).data?.data;
}
