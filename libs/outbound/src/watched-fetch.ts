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
    const body = guarded(response.body, id, idleMs, clock, isWatching);
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers });
  };
}

/** One stream around the other: a pipe through a third would cost several times as much per chunk. */
function guarded(
  source: ReadableStream<Uint8Array>,
  id: ProviderId,
  idleMs: number,
  clock: Clock,
  isWatching: () => boolean,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  const over = new AbortController();
  let heardAtMs = clock.nowMs();
  const watch = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    while (!over.signal.aborted && clock.nowMs() < heardAtMs + idleMs) {
      await clock.sleepUntil(heardAtMs + idleMs, over.signal);
      if (!isWatching()) heardAtMs = clock.nowMs();
    }
    if (over.signal.aborted) return;
    const details = { ...id, category: 'timeout' } as const;
    const silent = new ProviderError(`${id.provider}: the connection has gone silent`, details);
    over.abort('superseded');
    controller.error(silent);
    await reader.cancel(silent).catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>({
    start: (controller) => void watch(controller),
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read();
        heardAtMs = clock.nowMs();
        // Silent for too long, or left, while it was read.
        if (over.signal.aborted) return;
        if (!done) return controller.enqueue(value);
        over.abort('superseded');
        controller.close();
      } catch (error) {
        over.abort('superseded');
        throw error;
      }
    },
    cancel: (reason) => {
      over.abort('superseded');
      return reader.cancel(reason);
    },
  });
}
