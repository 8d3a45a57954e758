/** A reply as the workflow gave it; `options` say how it wants to be spoken. */
export type CallbackReply = { readonly text: string; readonly options?: unknown };

/** Replies that a workflow gives later, by calling the server, waited for by session. */
export class CallbackReplies {
  readonly #waiting = new Map<string, (reply: CallbackReply | undefined) => void>();

  /**
   * Waits for the reply of `sessionId`, from now on and until `signal` aborts: then it is undefined. A session waits for
   * one reply at a time: who waited before gets undefined.
   */
  expect(sessionId: string, signal: AbortSignal): Promise<CallbackReply | undefined> {
    this.#waiting.get(sessionId)?.(undefined);
    return new Promise((resolve) => {
      const settle = (reply: CallbackReply | undefined) => {
        signal.removeEventListener('abort', stop);
        if (this.#waiting.get(sessionId) === settle) this.#waiting.delete(sessionId);
        resolve(reply);
      };
      const stop = () => settle(undefined);
      this.#waiting.set(sessionId, settle);
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
  }

  /** Hands over the reply. False when nobody waits for it (any more). */
  deliver(sessionId: string, reply: CallbackReply): boolean {
    const settle = this.#waiting.get(sessionId);
    settle?.(reply);
    return settle !== undefined;
  }
}
