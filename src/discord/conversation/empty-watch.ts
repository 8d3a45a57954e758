import type { Clock } from '@vox/voice-core';

/** Somebody whose client reconnects is away for a moment; the bot does not leave for that. */
const EMPTY_GRACE_MS = 5000;

/** Tells when the last person has left a channel and nobody came back for a moment. */
export class EmptyWatch {
  #waiting: AbortController | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly isEmpty: () => boolean,
    private readonly onEmpty: () => void,
  ) {}

  /** Somebody came or left. */
  look(): void {
    if (!this.isEmpty()) return this.close();
    if (this.#waiting !== undefined) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    const atMs = this.clock.nowMs() + EMPTY_GRACE_MS;
    void this.clock.sleepUntil(atMs, waiting.signal).then(() => {
      if (!waiting.signal.aborted) this.onEmpty();
    });
  }

  close(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }
}
