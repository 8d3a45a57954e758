import { EVENTS_SOCKET_PATH, VOICE_SOCKET_PATH, WEBRTC_SOCKET_PATH } from '@vox/protocol';

/** What a socket needs, by its path: one that is not here fails the matrix. */
export const SOCKET_SCOPES: Readonly<Record<string, string>> = {
  [VOICE_SOCKET_PATH]: 'talk',
  [WEBRTC_SOCKET_PATH]: 'talk',
  [EVENTS_SOCKET_PATH]: 'read',
};

/** A credential; its scopes are null where it lets nobody in. */
export type Credential = {
  readonly key: string | undefined;
  readonly scopes: readonly string[] | null;
};

/** How a door answers who has `scopes`: it lets in, or refuses with a status. A door without a scope is everybody's. */
export function expectedOf(
  scope: string | undefined,
  scopes: Credential['scopes'],
): 'in' | '401' | '403' {
  if (scope === undefined) return 'in';
  if (scopes === null) return '401';
  return scopes.includes(scope) || scopes.includes('admin') ? 'in' : '403';
}
