import { Logger } from '@nestjs/common';
import { answerWithin, type Clock } from '@vox/voice-core';

import type { DiscordAgentSettings } from '../settings.port';

/** Discord takes a message in a fraction of a second; where it takes longer, people are told aloud. */
const WRITTEN_WITHIN_MS = 3000;

/** For a notice that could neither be written nor said. */
const RETRY_AFTER_MS = 10_000;

/** How people are told. Each gives whether they were, and never rejects. */
export type ConsentWays = {
  readonly write: (text: string) => Promise<boolean>;
  readonly say: (text: string) => Promise<boolean>;
};

/** Sees to it that nobody is listened to before they could know it: once for each channel that the bot comes into. */
export class Consent {
  readonly #logger = new Logger('GuildConversation');
  #channelId: string | undefined;
  #isGiven = false;
  #notifying = new AbortController();

  constructor(
    private readonly settings: Pick<DiscordAgentSettings, 'notice' | 'noticeText'>,
    private readonly ways: ConsentWays,
    private readonly clock: Clock,
  ) {}

  isGivenIn(channelId: string): boolean {
    return this.settings.notice === 'off' || (this.#isGiven && this.#channelId === channelId);
  }

  /**
   * Tells those in the channel, unless they were told when the bot came.
   * @returns when a notice in writing is out, or will not be: what is said takes its time.
   */
  notify(channelId: string): Promise<void> {
    if (channelId === this.#channelId) return Promise.resolve();
    this.close();
    this.#channelId = channelId;
    this.#isGiven = false;
    this.#notifying = new AbortController();
    const { notice } = this.settings;
    if (notice === 'off') return Promise.resolve();
    const isWritten = notice === 'spoken' ? Promise.resolve(false) : this.#write();
    void this.#notify(isWritten, this.#notifying.signal);
    return isWritten.then(() => undefined);
  }

  /** Nobody is told any more. Idempotent. */
  close(): void {
    this.#notifying.abort();
  }

  async #notify(isWritten: Promise<boolean>, signal: AbortSignal): Promise<void> {
    const { notice } = this.settings;
    const isSaid = notice === 'written' ? Promise.resolve(false) : this.#say();
    let isOut = (await Promise.all([isWritten, isSaid])).includes(true);
    // What fails in one way is done in the other.
    if (!isOut && notice === 'written' && !signal.aborted) isOut = await this.#say();
    while (!isOut && !signal.aborted) {
      isOut = await this.#write();
      if (isOut || signal.aborted) break;
      const about = { channelId: this.#channelId };
      this.#logger.warn(about, 'People could not be told: nobody is listened to');
      await this.clock.sleepUntil(this.clock.nowMs() + RETRY_AFTER_MS, signal);
    }
    if (!signal.aborted) this.#isGiven = true;
  }

  #say(): Promise<boolean> {
    return this.ways.say(this.settings.noticeText);
  }

  async #write(): Promise<boolean> {
    const writing = this.ways.write(this.settings.noticeText);
    return (await answerWithin(this.clock, WRITTEN_WITHIN_MS, writing))?.value ?? false;
  }
}
