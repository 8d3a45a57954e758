import { ITERATION_END } from './iteration-end';

/**
 * A bounded hand-over between one producer that must not wait and one consumer that does.
 *
 * `push` refuses (returns false) when `limit` items are waiting: the caller decides what to shed.
 * `close` lets the consumer drain what is there and end. One consumer only. No generator, for that costs several times as
 * much per item, and every frame passes through one or two of these.
 */
export class AsyncQueue<T> implements AsyncIterable<T, void> {
  readonly #items: T[] = [];
  readonly #limit: number;
  #waiting: ((step: IteratorResult<T, void>) => void) | undefined;
  #isClosed = false;
  readonly #reader: AsyncIterator<T, void> = {
    next: () => this.#next(),
    return: () => this.#abandon(),
  };

  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#items.length;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  push(item: T): boolean {
    if (this.#isClosed || this.#items.length >= this.#limit) return false;
    if (!this.#give({ done: false, value: item })) this.#items.push(item);
    return true;
  }

  close(): void {
    this.#isClosed = true;
    this.#give(ITERATION_END);
  }

  [Symbol.asyncIterator](): AsyncIterator<T, void> {
    return this.#reader;
  }

  #next(): Promise<IteratorResult<T, void>> {
    if (this.#items.length > 0) {
      return Promise.resolve({ done: false, value: this.#items.shift() as T });
    }
    if (this.#isClosed) return Promise.resolve(ITERATION_END);
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  /** The consumer wants no more. */
  #abandon(): Promise<IteratorResult<T, void>> {
    this.#items.length = 0;
    this.close();
    return Promise.resolve(ITERATION_END);
  }

  /** @returns whether the consumer was waiting for it. */
  #give(step: IteratorResult<T, void>): boolean {
    const waiting = this.#waiting;
    if (waiting === undefined) return false;
    this.#waiting = undefined;
    waiting(step);
    return true;
  }
}
