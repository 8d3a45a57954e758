import { setTimeout as sleep } from 'node:timers/promises';

import type { RecordedRequest } from './http-stand-in';

/** A net under tests that hang: a busy machine takes its time. */
const PATIENCE_MS = 50_000;

/**
 * Resolves with request number `index` (from 0) once it is complete or its client has gone.
 * @throws Error when that does not happen within `limitMs`.
 */
export async function requestClosed(
  standIn: { readonly requests: readonly RecordedRequest[] },
  index = 0,
  limitMs = PATIENCE_MS,
): Promise<RecordedRequest & { readonly closedAtMs: number }> {
  const endAtMs = performance.now() + limitMs;
  while (performance.now() < endAtMs) {
    const request = standIn.requests[index];
    const closedAtMs = request?.closedAtMs;
    if (request !== undefined && closedAtMs !== undefined) return { ...request, closedAtMs };
    await sleep(2);
  }
  throw new Error(`request ${index} is still open, or never came, after ${limitMs} ms`);
}

/** Resolves when a request is being answered. Throws as `requestClosed` does. */
export async function requestOpened(
  standIn: { readonly running: number },
  limitMs = PATIENCE_MS,
): Promise<void> {
  const endAtMs = performance.now() + limitMs;
  while (standIn.running === 0) {
    if (performance.now() > endAtMs) throw new Error(`no request came within ${limitMs} ms`);
    await sleep(2);
  }
}

/** Resolves when every request and every connection is over. Throws as `requestClosed` does. */
export async function allClosed(
  standIn: { readonly running: number },
  limitMs = PATIENCE_MS,
): Promise<void> {
  const endAtMs = performance.now() + limitMs;
  while (standIn.running > 0) {
    if (performance.now() > endAtMs) throw new Error(`not all is closed after ${limitMs} ms`);
    await sleep(2);
  }
}
