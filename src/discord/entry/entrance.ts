import { Logger } from '@nestjs/common';

import type { Catalogue } from '../texts';
import { loggable } from '../error-code';
import type { ChannelText } from '../captions/channel-text';
import type { Consent } from './consent';
import type { GuildView } from '../guild-view/guild-view';

/**
 * What comes between the bot's coming into a channel and its listening there: the word, which a stage has to give and a
 * moderator may take, and the notice.
 */
export class Entrance {
  readonly #logger = new Logger('GuildConversation');
  #channelId: string | undefined;
  /** Where it may speak. */
  #speaksIn: string | undefined;
  /** People have read why it does not. */
  #hasExplained = false;
  /** Counts what is heard of the word: an answer of Discord's may be older than what a moderator did meanwhile. */
  #news = 0;

  constructor(
    private readonly view: GuildView,
    private readonly texts: Catalogue,
    private readonly text: ChannelText,
    private readonly consent: Consent,
    /** It may speak, for the first time or again. */
    private readonly onWelcome: () => void,
  ) {}

  /** People are told that they are listened to, and can be answered. */
  mayListenIn(channelId: string): boolean {
    return this.#speaksIn === channelId && this.consent.isGivenIn(channelId);
  }

  /** The bot is in the channel (again). @returns when it listens, or something is in the way. Never rejects. */
  async enter(channelId: string): Promise<void> {
    if (this.#channelId !== channelId) this.#hasExplained = false;
    this.#channelId = channelId;
    const news = ++this.#news;
    const obstacle = await this.#obstacle(channelId);
    if (news !== this.#news) return;
    if (obstacle === undefined) return this.#welcome(channelId);
    this.#fallSilent(obstacle);
  }

  /** A moderator gave it the word, its voice or its hearing, or took it. */
  onWord(mayConverse: boolean): void {
    const channelId = this.#channelId;
    if (channelId === undefined) return;
    this.#news += 1;
    if (mayConverse) void this.#welcome(channelId);
    else if (this.#speaksIn === channelId) {
      this.#fallSilent(this.#taken() ?? this.texts.mutedNotice);
    }
  }

  async #welcome(channelId: string): Promise<void> {
    this.#speaksIn = channelId;
    this.#hasExplained = false;
    const told = this.consent.tell(channelId);
    this.onWelcome();
    await told;
  }

  #fallSilent(notice: string): void {
    this.#speaksIn = undefined;
    if (this.#hasExplained) return;
    this.#hasExplained = true;
    const about = { channelId: this.#channelId };
    this.#logger.warn(about, 'The bot may not speak or hear, so it does not listen');
    void this.text.write(notice);
  }

  /** What a moderator has taken from it on the whole server, for people. */
  #taken(): string | undefined {
    if (this.view.isDeafened) return this.texts.deafenedNotice;
    return this.view.isMuted ? this.texts.mutedNotice : undefined;
  }

  /** Why it may not speak there, for people; takes the word where it can. */
  async #obstacle(channelId: string): Promise<string | undefined> {
    const { view, texts } = this;
    const taken = this.#taken();
    if (taken !== undefined) return taken;
    if (view.channel(channelId)?.isStage !== true) return undefined;
    try {
      return (await view.takeTheStage()) === 'speaker' ? undefined : texts.askedToSpeakNotice;
    } catch (error) {
      this.#logger.warn({ ...loggable(error), channelId }, 'The stage was not given');
      return texts.mayNotSpeakNotice;
    }
  }
}
