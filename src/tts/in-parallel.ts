export type IndexedResult<T> = { readonly index: number; readonly value: T };

type Settled<T> = IndexedResult<T> | { readonly index: number; readonly error: unknown };

/**
 * Runs `count` tasks, `maxParallel` at a time, and gives their results: in order of the index, or as they get ready.
 *
 * In order, a slow task holds back the start of others, so that at most `maxParallel` results wait.
 * @throws what a task throws, at its place; tasks that run then are the caller's to cancel.
 */
export async function* inParallel<T>(
  count: number,
  run: (index: number) => Promise<T>,
  { maxParallel, inOrder }: { readonly maxParallel: number; readonly inOrder: boolean },
): AsyncGenerator<IndexedResult<T>, void, void> {
  const running = new Map<number, Promise<Settled<T>>>();
  let started = 0;
  for (let given = 0; given < count; given++) {
    for (; started < count && running.size < maxParallel; started++) {
      running.set(started, settle(started, run(started)));
    }
    const due = inOrder ? running.get(given) : undefined;
    const result = await (due ?? Promise.race(running.values()));
    running.delete(result.index);
    if ('error' in result) throw result.error;
    yield result;
  }
}

/** Never rejects, so that a task nobody waits for any more goes unnoticed. */
function settle<T>(index: number, task: Promise<T>): Promise<Settled<T>> {
  return task.then(
    (value) => ({ index, value }),
    (error: unknown) => ({ index, error }),
  );
}
