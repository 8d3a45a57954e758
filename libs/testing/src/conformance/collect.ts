/** All of `source`. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** A signal that nobody aborts. */
export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

/** Longest wait, after an abort, for a stream to end and to let go of its input. */
export const RELEASE_MS = 250;

const TICK_MS = 10;

/**
 * Fails unless `promise` settles within `ms` of the time in which this process ran: one that gets no processor for a while
 * is not late.
 */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    let leftMs = ms;
    // Ticks that were missed are not made up for.
    timer = setInterval(() => {
      leftMs -= TICK_MS;
      if (leftMs <= 0) reject(new Error(`nothing happened within ${ms} ms`));
    }, TICK_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearInterval(timer);
  }
}
