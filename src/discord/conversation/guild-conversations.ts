import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CapacityError, Clock, InvalidInputError } from '@vox/voice-core';

import { ConversationService } from '../../conversation';
import { Announcer, VoiceService } from '../../voice';
import { GuildVoice, type GuildVoiceStatus, type JoinRequest, type VoiceBot } from '../guild-voice';
import { DiscordSettings } from '../settings.port';
import { VoiceLinks } from '../voice/voice-link';
import { VoiceBots } from '../voice-bots';
import { GuildConversation } from './guild-conversation';
import { type GuildEvent, Guilds, type GuildView } from './guild-view';
import { UnheardPeople } from './unheard-people';

/** A full server empties by people hanging up, which takes about that long at best. */
const RETRY_AFTER_MS = 5000;

/** `GuildVoice`: at most one conversation for each bot and guild. */
@Injectable()
export class GuildConversations
  extends GuildVoice
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  readonly #logger = new Logger('GuildConversations');
  readonly #conversations = new Map<string, GuildConversation>();
  /** The last join or leave of each bot and guild: they are done one after another. */
  readonly #changes = new Map<string, Promise<unknown>>();
  /** Bots that are logged in, each with what stops following it. */
  readonly #served = new Map<VoiceBot, () => void>();
  readonly #unheard = new UnheardPeople();
  #stopWatching: (() => void) | undefined;

  constructor(
    private readonly bots: VoiceBots,
    private readonly guilds: Guilds,
    private readonly settings: DiscordSettings,
    private readonly links: VoiceLinks,
    private readonly voice: VoiceService,
    private readonly conversations: ConversationService,
    private readonly announcer: Announcer,
    private readonly clock: Clock,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.#stopWatching = this.bots.watch({
      started: (bot) => this.#serve(bot),
      stopped: (bot) => this.#release(bot),
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopWatching?.();
    await Promise.all([...this.#served.keys()].map((bot) => this.#release(bot)));
    await Promise.all([...this.#conversations.values()].map((each) => each.end('bot-stopped')));
  }

  override join(request: JoinRequest): Promise<GuildVoiceStatus> {
    const key = keyOf(request.bot.client.user.id, request.guildId);
    return this.#oneAtATime(key, () => this.#join(key, request));
  }

  override leave(botId: string, guildId: string): Promise<boolean> {
    const key = keyOf(botId, guildId);
    return this.#oneAtATime(key, async () => {
      const conversation = this.#conversations.get(key);
      await conversation?.end('left');
      return conversation !== undefined;
    });
  }

  override status(botId: string, guildId: string): GuildVoiceStatus | undefined {
    return this.#conversations.get(keyOf(botId, guildId))?.status;
  }

  override statuses(botId?: string): readonly GuildVoiceStatus[] {
    const all = [...this.#conversations.values()].map(({ status }) => status);
    return botId === undefined ? all : all.filter((status) => status.botId === botId);
  }

  override say(botId: string, guildId: string, text: string): boolean {
    const conversation = this.#conversations.get(keyOf(botId, guildId));
    conversation?.say(text);
    return conversation !== undefined;
  }

  override caption(botId: string, guildId: string, textChannelId: string | undefined): boolean {
    const conversation = this.#conversations.get(keyOf(botId, guildId));
    conversation?.caption(textChannelId);
    return conversation !== undefined;
  }

  override setListening(userId: string, listens: boolean): void {
    this.#unheard.set(userId, listens);
    for (const conversation of this.#conversations.values()) conversation.onListening(userId);
  }

  override async forget(userId: string): Promise<void> {
    const known = [...this.#conversations.values()].map((each) => each.forget(userId));
    for (const sessionId of (await Promise.all(known)).flat()) {
      this.conversations.forgetSession(sessionId);
    }
  }

  async #join(key: string, request: JoinRequest): Promise<GuildVoiceStatus> {
    const { bot, guildId, channelId, textChannelId, sessionId } = request;
    const view = this.guilds.view(bot, guildId);
    if (view === undefined) throw new InvalidInputError('guild_id', 'The bot is in no such guild.');
    checkChannel(view, channelId);
    const chosenId = request.agentId ?? bot.agentId ?? (await this.settings.guildAgentId(guildId));
    const agent = await this.settings.agent(chosenId);
    const current = this.#conversations.get(key);
    if (current?.agentId === agent.config.id && sessionId === undefined) {
      current.moveTo(channelId);
      await current.whenReady();
      return current.status;
    }
    await current?.end('left');
    if (!this.voice.hasCapacity()) {
      throw new CapacityError('The server is full. Try again in a moment.', RETRY_AFTER_MS);
    }
    this.#unheard.addAll(await this.settings.unheardUserIds());
    const captionsChannelId = await this.settings.captionsChannelId(guildId);
    const conversation = new GuildConversation(
      {
        view,
        agent,
        channelId,
        ...(textChannelId === undefined ? {} : { textChannelId }),
        ...(sessionId === undefined ? {} : { sessionId }),
      },
      {
        links: this.links,
        voice: this.voice,
        conversations: this.conversations,
        announcer: this.announcer,
        clock: this.clock,
        unheard: this.#unheard,
      },
      () => {
        if (this.#conversations.get(key) === conversation) this.#conversations.delete(key);
      },
    );
    this.#conversations.set(key, conversation);
    conversation.caption(captionsChannelId);
    try {
      await conversation.whenReady();
    } catch (error) {
      await conversation.end('connection-lost');
      throw error;
    }
    return conversation.status;
  }

  #serve(bot: VoiceBot): void {
    const unwatch = this.guilds.watch(bot, (guildId, event) =>
      this.#onGuildEvent(bot, guildId, event),
    );
    this.#served.set(bot, unwatch);
    for (const view of this.guilds.list(bot)) this.#joinOccupied(bot, view);
  }

  async #release(bot: VoiceBot): Promise<void> {
    this.#served.get(bot)?.();
    this.#served.delete(bot);
    const botId = bot.client.user.id;
    const own = [...this.#conversations].filter(([key]) => key.startsWith(`${botId}/`));
    await Promise.all(own.map(([, conversation]) => conversation.end('bot-stopped')));
  }

  #onGuildEvent(bot: VoiceBot, guildId: string, event: GuildEvent): void {
    const conversation = this.#conversations.get(keyOf(bot.client.user.id, guildId));
    conversation?.onGuildEvent(event);
    if (conversation !== undefined) return;
    const view = this.guilds.view(bot, guildId);
    if (view === undefined) return;
    if (event.type === 'resynced') this.#joinOccupied(bot, view);
    else if (event.type === 'moved' && event.toChannelId !== undefined) {
      const cameIn = event.fromChannelId !== event.toChannelId;
      const isPerson = view.personIn(event.toChannelId, event.userId) !== undefined;
      if (cameIn && isPerson) void this.#joinByItself(bot, view, event.toChannelId);
    }
  }

  #joinOccupied(bot: VoiceBot, view: GuildView): void {
    for (const channelId of view.occupiedChannelIds) void this.#joinByItself(bot, view, channelId);
  }

  /** Somebody is in `channelId`: joins where that is set, unless the bot talks elsewhere in the guild. Never rejects. */
  async #joinByItself(bot: VoiceBot, view: GuildView, channelId: string): Promise<void> {
    const { guildId } = view;
    const key = keyOf(view.botId, guildId);
    try {
      const chosen = await this.settings.autoJoin(bot, channelId);
      if (chosen === undefined) return;
      await this.#oneAtATime(key, async () => {
        const isWanted = this.#served.has(bot) && view.peopleIn(channelId).length > 0;
        if (isWanted && !this.#conversations.has(key)) {
          await this.#join(key, { bot, guildId, channelId, ...chosen });
        }
      });
    } catch (error) {
      this.#logger.warn({ err: error, guildId, channelId }, 'A channel was not joined');
    }
  }

  #oneAtATime<T>(key: string, change: () => Promise<T>): Promise<T> {
    const result = (this.#changes.get(key) ?? Promise.resolve()).then(change);
    const settled = result.catch(() => undefined);
    this.#changes.set(key, settled);
    void settled.then(() => {
      if (this.#changes.get(key) === settled) this.#changes.delete(key);
    });
    return result;
  }
}

function keyOf(botId: string, guildId: string): string {
  return `${botId}/${guildId}`;
}

/** @throws InvalidInputError `channel_id` when the bot cannot talk there. */
function checkChannel(view: GuildView, channelId: string): void {
  const channel = view.channel(channelId);
  if (channel === undefined) {
    throw new InvalidInputError('channel_id', 'There is no such voice channel in this guild.');
  }
  if (channel.refusal !== undefined) throw new InvalidInputError('channel_id', channel.refusal);
}
