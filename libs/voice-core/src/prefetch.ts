import { ITERATION_END } from './iteration-end';

/**
 * Runs `source` up to `ahead` items in front of its reader, and no further.
 *
 * Async generators are lazy: without this, sentence n+1 is not synthesised until sentence n has been
 * played. Abandoning the result stops the source at its next item. Errors arrive in order.
 */
export function prefetch<T>(source: AsyncIterable<T>, ahead: number): Prefetched<T> {
  return new Prefetched(source, ahead);
}

/** What is read ahead. Nothing is asked of the source before `next` or `begin`. */
export class Prefetched<T> implements AsyncIterableIterator<T, void> {
  readonly #items: T[] = [];
  #isBegun = false;
  #isAbandoned = false;
  #end: { readonly error?: unknown } | undefined;
  #onFirst: (() => void) | undefined;
  readonly #first = new Promise<void>((resolve) => (this.#onFirst = resolve));
  #wakeReader: (() => void) | undefined;
  #wakePump: (() => void) | undefined;

  constructor(
    private readonly source: AsyncIterable<T>,
    private readonly ahead: number,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Begins to read; resolves when the first item is there, or it is certain that none will come. */
  begin(): Promise<void> {
    if (!this.#isBegun && !this.#isAbandoned) {
      this.#isBegun = true;
      void this.#pump();
    }
    return this.#first;
  }

  async next(): Promise<IteratorResult<T, void>> {
    while (this.#items.length === 0) {
      if (this.#isAbandoned) return ITERATION_END;
      void this.begin();
      if (this.#end === undefined) {
        await new Promise<void>((resolve) => (this.#wakeReader = resolve));
      } else if ('error' in this.#end) throw this.#end.error;
      else return ITERATION_END;
    }
    const value = this.#items.shift() as T;
    this.#wakePump?.();
    return { done: false, value };
  }

  return(): Promise<IteratorResult<T, void>> {
    this.#isAbandoned = true;
    this.#items.length = 0;
    this.#wakePump?.();
    this.#tell();
    return Promise.resolve(ITERATION_END);
  }

  async #pump(): Promise<void> {
    try {
      for await (const item of this.source) {
        if (!this.#isAbandoned) this.#items.push(item);
        this.#tell();
        while (this.#items.length >= this.ahead && !this.#isAbandoned) {
          await new Promise<void>((resolve) => (this.#wakePump = resolve));
        }
        if (this.#isAbandoned) break;
      }
      this.#end = {};
    } catch (error) {
      this.#end = { error };
    }
    this.#tell();
  }

  #tell(): void {
    this.#onFirst?.();
    this.#wakeReader?.();
  }
}
