import { type Clock } from '@vox/voice-core';

import { splitMessage } from './caption-text';

/** Discord allows five messages in five seconds in a channel; slower leaves room for others' commands. */
const INTERVAL_MS = 1200;

/** Behind by that much, what is oldest interests nobody any more. */
const WAITING_LIMIT = 50;

export type Post = (channelId: string, text: string) => Promise<void>;

type Waiting = {
  readonly channelId: string;
  readonly text: string;
  /** Told whether it was posted. */
  readonly done: (isPosted: boolean) => void;
};

/**
 * Posts texts in order, as fast as Discord lets a bot.
 *
 * A channel that cannot be written to is told of by `onFailure`, and the next text is tried.
 */
export class TextPoster {
  readonly #waiting: Waiting[] = [];
  readonly #closing = new AbortController();
  #isPosting = false;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly post: Post,
    private readonly onFailure: (error: unknown, channelId: string) => void,
  ) {}

  /** Queues `text`, in several messages when it is too long for one. @returns whether all of it was posted. */
  async push(channelId: string, text: string): Promise<boolean> {
    return this.#queue(channelId, text, (parts) => this.#waiting.push(...parts));
  }

  /** As `push`, before all that waits. */
  async pushFirst(channelId: string, text: string): Promise<boolean> {
    return this.#queue(channelId, text, (parts) => this.#waiting.unshift(...parts));
  }

  /** Drops what waits. Idempotent. */
  close(): void {
    this.#closing.abort();
    for (const { done } of this.#waiting.splice(0)) done(false);
  }

  async #queue(
    channelId: string,
    text: string,
    place: (parts: readonly Waiting[]) => void,
  ): Promise<boolean> {
    if (this.#closing.signal.aborted) return false;
    const posted: Promise<boolean>[] = [];
    const parts = splitMessage(text).map((part): Waiting => {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      posted.push(promise);
      return { channelId, text: part, done: resolve };
    });
    const excess = Math.max(0, this.#waiting.length + parts.length - WAITING_LIMIT);
    for (const { done } of this.#waiting.splice(0, excess)) done(false);
    place(parts);
    if (!this.#isPosting) void this.#postAll();
    return !(await Promise.all(posted)).includes(false);
  }

  async #postAll(): Promise<void> {
    const { signal } = this.#closing;
    this.#isPosting = true;
    while (this.#waiting.length > 0) {
      await this.clock.sleepUntil(this.#lastAtMs + INTERVAL_MS, signal);
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#lastAtMs = this.clock.nowMs();
      try {
        await this.post(next.channelId, next.text);
        next.done(true);
      } catch (error) {
        if (!signal.aborted) this.onFailure(error, next.channelId);
        next.done(false);
      }
    }
    this.#isPosting = false;
  }
}
