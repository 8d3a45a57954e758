/** Replies that a workflow gives later, by calling the server, waited for by session. */
export class CallbackReplies {
  readonly #waiting = new Map<string, (text: string | undefined) => void>();

  /**
   * Waits for the reply of `sessionId`, from now on and until `signal` aborts: then it is undefined. A session waits for
   * one reply at a time: who waited before gets undefined.
   */
  expect(sessionId: string, signal: AbortSignal): Promise<string | undefined> {
    this.#waiting.get(sessionId)?.(undefined);
    return new Promise((resolve) => {
      const settle = (text: string | undefined) => {
        signal.removeEventListener('abort', stop);
        if (this.#waiting.get(sessionId) === settle) this.#waiting.delete(sessionId);
        resolve(text);
      };
      const stop = () => settle(undefined);
      this.#waiting.set(sessionId, settle);
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  /** Hands over the reply. False when nobody waits for it (any more). */
  deliver(sessionId: string, text: string): boolean {
    const settle = this.#waiting.get(sessionId);
    settle?.(text);
    return settle !== undefined;
  }
}
