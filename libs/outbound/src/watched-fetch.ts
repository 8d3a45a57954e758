import { type Clock, ProviderError } from '@vox/voice-core';

import type { ProviderId } from './provider';

export type Fetch = typeof globalThis.fetch;

/**
 * A fetch whose bodies fail when no byte comes for `idleMs`: any byte is life, also one that no parser gives on (an SSE
 * comment, a heartbeat). The wait for the head of the answer is not limited here, nor is silence while `isWatching` says
 * so.
 *
 * Abandoning or aborting closes the connection, as it does with the fetch given.
 * @throws ProviderError of category `timeout`, while the body is read.
 */
export function watchedFetch(
  fetch: Fetch,
  id: ProviderId,
  idleMs: number,
  clock: Clock,
  isWatching: () => boolean = () => true,
): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null) return response;
    const body = response.body.pipeThrough(idleGuard(id, idleMs, clock, isWatching));
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers });
  };
}

function idleGuard(
  id: ProviderId,
  idleMs: number,
  clock: Clock,
  isWatching: () => boolean,
): TransformStream<Uint8Array, Uint8Array> {
  const over = new AbortController();
  let heardAtMs = clock.nowMs();
  const watch = async (controller: TransformStreamDefaultController<Uint8Array>) => {
    while (!over.signal.aborted && clock.nowMs() < heardAtMs + idleMs) {
      await clock.sleepUntil(heardAtMs + idleMs, over.signal);
      if (!isWatching()) heardAtMs = clock.nowMs();
    }
    if (over.signal.aborted) return;
    const details = { ...id, category: 'timeout' } as const;
    controller.error(new ProviderError(`${id.provider}: the connection has gone silent`, details));
  };
  return new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => void watch(controller),
    transform: (chunk, controller) => {
      heardAtMs = clock.nowMs();
      controller.enqueue(chunk);
    },
    flush: () => over.abort(),
    // Newer than the types: called when the reader cancels or the source fails.
    ...{ cancel: () => over.abort() },
  });
}
