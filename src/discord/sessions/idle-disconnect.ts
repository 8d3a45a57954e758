import type { Clock } from '@vox/voice-core';

/** Somebody whose client reconnects is away for a moment; the bot does not leave for that. */
const EMPTY_GRACE_MS = 5000;

/** Who calls the bot into a channel and then walks there is there by then. */
const NOBODY_CAME_MS = 60_000;

/** Calls `onEmpty` when the last person has left a channel and nobody came back for a moment, or nobody came at all. */
export class IdleDisconnect {
  #waiting: AbortController | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly isEmpty: () => boolean,
    private readonly onEmpty: () => void,
  ) {}

  /** The bot has come: there may be nobody yet. */
  begin(): void {
    this.#check(NOBODY_CAME_MS);
  }

  /** The bot has gone on to another channel, and who called it there may follow. */
  beginAnew(): void {
    this.close();
    this.begin();
  }

  /** Somebody came or left. */
  check(): void {
    this.#check(EMPTY_GRACE_MS);
  }

  close(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  #check(graceMs: number): void {
    if (!this.isEmpty()) return this.close();
    if (this.#waiting !== undefined) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    void this.clock.sleepUntil(this.clock.nowMs() + graceMs, waiting.signal).then(() => {
      if (!waiting.signal.aborted) this.onEmpty();
    });
  }
}
