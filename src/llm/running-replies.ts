import type { AbortReason } from '@vox/voice-core';

/** The replies that are being generated now, by session, so that somebody else can stop them. */
export class RunningReplies {
  readonly #running = new Map<string, Set<AbortController>>();

  /** @returns a function that forgets it again. */
  add(sessionId: string, controller: AbortController): () => void {
    const replies = this.#running.get(sessionId) ?? new Set();
    this.#running.set(sessionId, replies.add(controller));
    return () => {
      replies.delete(controller);
      if (replies.size === 0 && this.#running.get(sessionId) === replies) {
        this.#running.delete(sessionId);
      }
    };
  }

  /** True when something was running for that session. */
  stop(sessionId: string, reason: AbortReason): boolean {
    const replies = this.#running.get(sessionId);
    for (const controller of replies ?? []) controller.abort(reason);
    return replies !== undefined;
  }

  stopAll(reason: AbortReason): void {
    for (const sessionId of this.#running.keys()) this.stop(sessionId, reason);
  }
}
