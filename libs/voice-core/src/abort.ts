import { ITERATION_END } from './iteration-end';

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
export function untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncIterableIterator<T, void> {
  return new UntilAborted(source, signal);
}

/** No generator, for that costs several times as much per item. Asks nothing of the source before it is asked itself. */
class UntilAborted<T> implements AsyncIterableIterator<T, void> {
  #iterator: AsyncIterator<T> | undefined;
  #isOver = false;
  /** Of the step that is waited for. */
  #resolve: ((step: IteratorResult<T, void>) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(
    private readonly source: AsyncIterable<T>,
    private readonly signal: AbortSignal,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, void>> {
    if (this.#isOver || this.signal.aborted) return this.return();
    this.#iterator ??= this.#begin();
    const stepping = this.#iterator.next();
    // One fresh promise per item: racing every item against one long-lived promise leaks a reaction
    // per item until the signal dies (nodejs/node#17469).
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      stepping.then(this.#onStep, this.#onError);
    });
  }

  return(): Promise<IteratorResult<T, void>> {
    this.#end();
    return Promise.resolve(ITERATION_END);
  }

  #begin(): AsyncIterator<T> {
    this.signal.addEventListener('abort', this.#onAbort, { once: true });
    return this.source[Symbol.asyncIterator]();
  }

  readonly #onStep = (step: IteratorResult<T, unknown>): void => {
    if (this.#isOver) return;
    if (step.done !== true) this.#resolve?.(step);
    else this.#end();
  };

  readonly #onError = (error: unknown): void => {
    if (this.#isOver) return;
    this.#reject?.(error);
    this.#end();
  };

  readonly #onAbort = (): void => this.#end();

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.signal.removeEventListener('abort', this.#onAbort);
    this.#resolve?.(ITERATION_END);
    // Not awaited: return() on a generator parked at a pending await settles only when that does.
    void Promise.resolve(this.#iterator?.return?.()).catch(() => undefined);
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
