/**
 * Runs `source` up to `ahead` items in front of its reader, and no further.
 *
 * Async generators are lazy: without this, sentence n+1 is not synthesised until sentence n has been
 * played. Abandoning the result stops the source at its next item. Errors arrive in order.
 */
export async function* prefetch<T>(
  source: AsyncIterable<T>,
  ahead: number,
): AsyncGenerator<T, void, void> {
  const items: T[] = [];
  let isAbandoned = false;
  let end: { readonly error?: unknown } | undefined;
  let wakeReader: (() => void) | undefined;
  let wakePump: (() => void) | undefined;

  const pump = async () => {
    try {
      for await (const item of source) {
        items.push(item);
        wakeReader?.();
        while (items.length >= ahead && !isAbandoned) {
          await new Promise<void>((resolve) => (wakePump = resolve));
        }
        if (isAbandoned) break;
      }
      end = {};
    } catch (error) {
      end = { error };
    }
    wakeReader?.();
  };

  void pump();
  try {
    for (;;) {
      while (items.length > 0) {
        const item = items.shift() as T;
        wakePump?.();
        yield item;
      }
      if (end !== undefined) {
        if ('error' in end) throw end.error;
        return;
      }
      await new Promise<void>((resolve) => (wakeReader = resolve));
    }
  } finally {
    isAbandoned = true;
    wakePump?.();
  }
}
