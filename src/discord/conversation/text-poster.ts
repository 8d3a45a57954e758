import { type Clock } from '@vox/voice-core';

import { splitMessage } from './caption-text';

/** Discord allows five messages in five seconds in a channel; slower leaves room for others' commands. */
const INTERVAL_MS = 1200;

/** Behind by that much, what is oldest interests nobody any more. */
const WAITING_LIMIT = 50;

export type Post = (channelId: string, text: string) => Promise<void>;

/**
 * Posts texts in order, as fast as Discord lets a bot.
 *
 * Nobody waits for it: a channel that cannot be written to is told of by `onFailure`, and the next text is tried.
 */
export class TextPoster {
  readonly #waiting: { readonly channelId: string; readonly text: string }[] = [];
  #isPosting = false;
  #lastAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly post: Post,
    private readonly onFailure: (error: unknown, channelId: string) => void,
  ) {}

  /** Queues `text`, in several messages when it is too long for one. */
  push(channelId: string, text: string): void {
    for (const part of splitMessage(text)) this.#waiting.push({ channelId, text: part });
    if (this.#waiting.length > WAITING_LIMIT) {
      this.#waiting.splice(0, this.#waiting.length - WAITING_LIMIT);
    }
    if (!this.#isPosting) void this.#postAll();
  }

  async #postAll(): Promise<void> {
    this.#isPosting = true;
    while (this.#waiting.length > 0) {
      await this.clock.sleepUntil(this.#lastAtMs + INTERVAL_MS);
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#lastAtMs = this.clock.nowMs();
      try {
        await this.post(next.channelId, next.text);
      } catch (error) {
        this.onFailure(error, next.channelId);
      }
    }
    this.#isPosting = false;
  }
}
