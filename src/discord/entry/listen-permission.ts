import { Logger } from '@nestjs/common';

import type { Catalogue } from '../texts';
import { loggable } from '../error-code';
import type { ChannelText } from '../captions/channel-text';
import type { Consent } from './consent';
import type { GuildView } from '../guild-view/guild-view';

/**
 * Whether the bot may speak and listen in the channel that it came into: a stage has to let it speak, a moderator may
 * mute or deafen it, and the people there have to be told that they are listened to.
 */
export class ListenPermission {
  readonly #logger = new Logger('GuildConversation');
  #channelId: string | undefined;
  /** The channel in which the bot may speak. */
  #speaksIn: string | undefined;
  /** People have read why the bot does not listen. */
  #hasExplained = false;
  /** Counts gateway updates of the bot's permission: an answer of Discord's may be older than what a moderator did meanwhile. */
  #updates = 0;

  constructor(
    private readonly view: GuildView,
    private readonly texts: Catalogue,
    private readonly text: ChannelText,
    private readonly consent: Consent,
    /** The bot may speak and listen, for the first time or again. */
    private readonly onGranted: () => void,
  ) {}

  /** People are told that they are listened to, and can be answered. */
  mayListenIn(channelId: string): boolean {
    return this.#speaksIn === channelId && this.consent.isGivenIn(channelId);
  }

  /** The bot is in the channel (again). @returns when it listens, or something is in the way. Never rejects. */
  async enter(channelId: string): Promise<void> {
    if (this.#channelId !== channelId) this.#hasExplained = false;
    this.#channelId = channelId;
    const update = ++this.#updates;
    const obstacle = await this.#obstacle(channelId);
    if (update !== this.#updates) return;
    if (obstacle === undefined) return this.#grant(channelId);
    this.#fallSilent(obstacle);
  }

  /** A moderator let the bot speak (on a stage, or by ending its mute or deafening), or no more. */
  onChange(mayConverse: boolean): void {
    const channelId = this.#channelId;
    if (channelId === undefined) return;
    this.#updates += 1;
    if (mayConverse) void this.#grant(channelId);
    else if (this.#speaksIn === channelId) {
      this.#fallSilent(this.#taken() ?? this.texts.mutedNotice);
    }
  }

  async #grant(channelId: string): Promise<void> {
    this.#speaksIn = channelId;
    this.#hasExplained = false;
    const noticeOut = this.consent.notify(channelId);
    this.onGranted();
    await noticeOut;
  }

  #fallSilent(notice: string): void {
    this.#speaksIn = undefined;
    if (this.#hasExplained) return;
    this.#hasExplained = true;
    const about = { channelId: this.#channelId };
    this.#logger.warn(about, 'The bot may not speak or hear, so it does not listen');
    void this.text.write(notice);
  }

  /** What a moderator has taken from the bot on the whole server, in words for people. */
  #taken(): string | undefined {
    if (this.view.isDeafened) return this.texts.deafenedNotice;
    return this.view.isMuted ? this.texts.mutedNotice : undefined;
  }

  /** Why the bot may not speak in the channel, in words for people; becomes a stage's speaker where it can. */
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
