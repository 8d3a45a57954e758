import { Logger } from '@nestjs/common';

import type { Catalogue } from '../commands/catalogue';
import { loggable } from '../error-code';
import type { ChannelText } from './channel-text';
import type { Consent } from './consent';
import type { GuildView } from './guild-view';

/**
 * What comes between the bot's coming into a channel and its listening there: the word, which a stage has to give and a
 * moderator may take, and the notice.
 */
export class Entrance {
  readonly #logger = new Logger('GuildConversation');
  #channelId: string | undefined;
  /** Where it may speak. */
  #speaksIn: string | undefined;

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
    const isNew = this.#channelId !== channelId;
    this.#channelId = channelId;
    const obstacle = await this.#obstacle(channelId);
    if (this.#channelId !== channelId) return;
    if (obstacle === undefined) return this.#welcome(channelId);
    this.#speaksIn = undefined;
    if (isNew) void this.text.write(obstacle);
  }

  /** A moderator gave it the word, or took it. */
  onWord(maySpeak: boolean): void {
    const channelId = this.#channelId;
    if (channelId === undefined) return;
    if (maySpeak) void this.#welcome(channelId);
    else if (this.#speaksIn === channelId) {
      this.#speaksIn = undefined;
      void this.text.write(this.texts.mutedNotice);
    }
  }

  async #welcome(channelId: string): Promise<void> {
    this.#speaksIn = channelId;
    const told = this.consent.tell(channelId);
    this.onWelcome();
    await told;
  }

  /** Why it may not speak there, for people; takes the word where it can. */
  async #obstacle(channelId: string): Promise<string | undefined> {
    const { view, texts } = this;
    if (view.isMuted) return texts.mutedNotice;
    if (view.channel(channelId)?.isStage !== true) return undefined;
    try {
      return (await view.takeTheStage()) === 'speaker' ? undefined : texts.askedToSpeakNotice;
    } catch (error) {
      this.#logger.warn({ ...loggable(error), channelId }, 'The stage was not given');
      return texts.mayNotSpeakNotice;
    }
  }
}
