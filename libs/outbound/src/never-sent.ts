import { InvalidInputError } from '@vox/voice-core';

/** What Node and its fetch (undici) say of a connection that never came to be. */
const UNCONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Failing in one of these is failing before the first byte. */
const BEFORE_THE_REQUEST: ReadonlySet<string> = new Set(['connect', 'getaddrinfo']);

/** A provider that was not asked at all: its circuit is open. */
export const NOT_ASKED = Symbol('not asked');

/**
 * Whether it is certain that nothing of the request reached the other side, so that asking again repeats nothing there:
 * no such host, no connection, an address that our own guard refuses, an open circuit. A reset or a time limit says
 * nothing of the kind.
 *
 * Looks through causes; of several attempts to connect (one per address) all must have failed so.
 */
export function wasNeverSent(error: unknown): boolean {
  for (let cause = error; isObject(cause); cause = cause['cause']) {
    if (cause instanceof InvalidInputError || NOT_ASKED in cause) return true;
    if (Array.isArray(cause['errors']) && cause['errors'].length > 0) {
      return cause['errors'].every(wasNeverSent);
    }
    if (UNCONNECTED.has(String(cause['code']))) return true;
    if (BEFORE_THE_REQUEST.has(String(cause['syscall']))) return true;
  }
  return false;
}

function isObject(value: unknown): value is Readonly<Record<string | symbol, unknown>> {
  return typeof value === 'object' && value !== null;
}
