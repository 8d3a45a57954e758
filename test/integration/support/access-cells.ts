import { randomUUID } from 'node:crypto';

import * as protocol from '@vox/protocol';
import { EVENTS_SOCKET_PATH, VOICE_SOCKET_PATH, WEBRTC_SOCKET_PATH } from '@vox/protocol';

import type { Operation } from './rest-document';

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
  if (scope === 'known') return 'in';
  return scopes.includes(scope) || scopes.includes('admin') ? 'in' : '403';
}

/** Every socket of the protocol. */
export function socketPaths(): string[] {
  return Object.entries(protocol).flatMap(([name, value]) =>
    name.endsWith('_SOCKET_PATH') && typeof value === 'string' ? [value] : [],
  );
}

/** Nothing that is there. */
export function pathOf({ path }: Operation): string {
  return path
    .replaceAll('{name}', 'validation')
    .replaceAll('{file}', 'start.js')
    .replaceAll(/\{\w+\}/gu, () => randomUUID());
}

/** Asks for nothing. */
export function bodyOf({ method, takesJson }: Operation): object | undefined {
  return method === 'GET' || !takesJson ? undefined : {};
}
