import { CapacityError } from '@vox/voice-core';

type Waiter = { readonly enter: () => void };

/** Past this, one more would wait longer than anybody listens. */
const MAX_WAITING = 256;
const RETRY_AFTER_MS = 5000;

/** Lets `limit` in at a time, the others in order of arrival. */
export class ConcurrencyGate {
  readonly #limit: number;
  readonly #waiting = new Set<Waiter>();
  #inside = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Resolves with what to call when leaving (once; later calls do nothing), or with nothing when `signal` aborted
   * first: whoever waits then leaves the queue.
   * @throws CapacityError when too many wait already.
   */
  async enter(signal: AbortSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    if (this.#inside < this.#limit) return this.#admit();
    if (this.#waiting.size >= MAX_WAITING) {
      throw new CapacityError('Too many sentences wait for speech', RETRY_AFTER_MS);
    }
    return new Promise((resolve) => {
      const waiter: Waiter = {
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve(this.#admit());
        },
      };
      const leave = () => {
        this.#waiting.delete(waiter);
        resolve(undefined);
      };
      this.#waiting.add(waiter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #admit(): () => void {
    this.#inside += 1;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#inside -= 1;
      this.#letIn();
    };
  }

  #letIn(): void {
    const [next] = this.#waiting;
    if (next === undefined) return;
    this.#waiting.delete(next);
    next.enter();
  }
}
