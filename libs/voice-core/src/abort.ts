/** Why work was stopped. It travels as `signal.reason`; an abort is not an error. */
export type AbortReason = 'barge-in' | 'hang-up' | 'superseded' | 'shutdown';

/**
 * Yields from `source` until it ends or `signal` aborts, whichever is first.
 *
 * An abort is a normal end: the loop just stops. It does not wait for a source that ignores its own
 * signal, so a stuck provider cannot hold a turn open.
 *
 * @throws whatever `source` throws before the abort.
 */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  if (signal.aborted) return;
  const iterator = source[Symbol.asyncIterator]();
  let wake: (() => void) | undefined;
  const onAbort = () => wake?.();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      // One fresh promise per item: racing every item against one long-lived promise leaks a reaction
      // per item until the signal dies (nodejs/node#17469).
      const step = await new Promise<IteratorResult<T, unknown> | undefined>((resolve, reject) => {
        wake = () => resolve(undefined);
        if (signal.aborted) return resolve(undefined);
        iterator.next().then(resolve, reject);
      });
      if (step === undefined || step.done === true) return;
      yield step.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not awaited: return() on a generator parked at a pending await settles only when that does.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

/** What `promise` resolves to, or undefined when `signal` aborts first. */
export function resolvedBefore<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(undefined);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** A controller that aborts when `parent` does. Call `release` when its work is over: it drops the listener. */
export function childController(parent: AbortSignal): {
  controller: AbortController;
  release: () => void;
} {
  const controller = new AbortController();
  const forward = () => controller.abort(parent.reason);
  if (parent.aborted) forward();
  else parent.addEventListener('abort', forward, { once: true });
  return { controller, release: () => parent.removeEventListener('abort', forward) };
}
