import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CapacityError, Clock, type Speaker } from '@vox/voice-core';

import { ConsentBook } from '../../consents';
import { ConversationService } from '../../conversation';
import { Announcer, VoiceService } from '../../voice';
import type { AskedConsent } from '../consent-message';
import { loggable } from '../error-code';
import {
  VoiceChannels,
  type VoiceChannelStatus,
  type JoinRequest,
  type Said,
  type VoiceBot,
} from '../voice-channels';
import { DiscordSettings } from '../settings.port';
import { VoiceConnections } from '../voice/voice-connection';
import { VoiceBots } from '../voice-bots';
import { GuildConversation } from './guild-conversation';
import type { EndReason } from '../sessions/guild-conversation-plan';
import { type GuildEvent, GuildDirectory, type GuildView } from '../guild-view/guild-view';
import { JoinPlans } from './join-plans';
import { OptOutList } from '../settings/opt-out-list';

/** A full server empties by people hanging up, which takes about that long at best. */
const RETRY_AFTER_MS = 5000;

/** Ends after which the bot goes to people who are in a chosen channel: nobody wanted it gone. */
const LOOKS_ELSEWHERE: ReadonlySet<EndReason> = new Set([
  'everybody-left',
  'connection-lost',
  'channel-deleted',
]);

/** `VoiceChannels`: at most one conversation for each bot and guild. */
@Injectable()
export class DiscordVoiceChannels
  extends VoiceChannels
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  readonly #logger = new Logger('GuildConversations');
  readonly #conversations = new Map<string, GuildConversation>();
  /** Conversations that were there before, until they have let go of their connections. */
  readonly #releasing = new Map<string, Promise<unknown>>();
  /** Bots in guilds that sent them away: they come back when they are called or somebody enters a chosen channel. */
  readonly #sentAway = new Set<string>();
  /** The last join or leave of each bot and guild: they are done one after another. */
  readonly #changes = new Map<string, Promise<unknown>>();
  /** Bots that are logged in, each with what stops following it. */
  readonly #served = new Map<VoiceBot, () => void>();
  readonly #optOuts = new OptOutList();
  readonly #plans: JoinPlans;
  #stopWatching: (() => void) | undefined;

  constructor(
    private readonly bots: VoiceBots,
    private readonly guilds: GuildDirectory,
    private readonly settings: DiscordSettings,
    private readonly connections: VoiceConnections,
    private readonly voice: VoiceService,
    private readonly conversations: ConversationService,
    private readonly announcer: Announcer,
    private readonly clock: Clock,
    private readonly allowed: ConsentBook,
  ) {
    super();
    this.#plans = new JoinPlans(guilds, settings, conversations);
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
    await Promise.all(this.#releasing.values());
  }

  override join(request: JoinRequest): Promise<VoiceChannelStatus> {
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

  override status(botId: string, guildId: string): VoiceChannelStatus | undefined {
    return this.#conversations.get(keyOf(botId, guildId))?.status;
  }

  override statuses(botId?: string): readonly VoiceChannelStatus[] {
    const all = [...this.#conversations.values()].map(({ status }) => status);
    return botId === undefined ? all : all.filter((status) => status.botId === botId);
  }

  override say(botId: string, guildId: string, text: string): Said {
    const conversation = this.#conversations.get(keyOf(botId, guildId));
    if (conversation === undefined) return 'not-in-voice';
    return conversation.say(text) ? 'queued' : 'full';
  }

  override caption(botId: string, guildId: string, textChannelId: string | undefined): boolean {
    const conversation = this.#conversations.get(keyOf(botId, guildId));
    conversation?.caption(textChannelId);
    return conversation !== undefined;
  }

  override setListening(userId: string, listens: boolean): void {
    this.#optOuts.set(userId, listens);
    for (const conversation of this.#conversations.values()) conversation.onListening(userId);
  }

  override applyRoles(guildId: string): void {
    for (const conversation of this.#conversations.values()) {
      if (conversation.status.guildId === guildId) conversation.onGuildEvent({ type: 'roles' });
    }
  }

  override async consents(botId: string, guildId: string, person: Speaker) {
    return this.#conversations.get(keyOf(botId, guildId))?.consents.of(person);
  }

  override async answerConsent(
    botId: string,
    guildId: string,
    person: Speaker,
    { kind, isGiven }: AskedConsent,
  ): Promise<boolean> {
    const conversation = this.#conversations.get(keyOf(botId, guildId));
    await conversation?.consents.answer(person, kind, isGiven);
    return conversation !== undefined;
  }

  override isHeardIn(language: string): boolean {
    // The embedded engine is made for English; of servers the language is asked with every utterance.
    return !this.voice.engines().stt.embedded || /^en\b/iu.test(language);
  }

  override async forget(userId: string): Promise<void> {
    const known = [...this.#conversations.values()].map((each) => each.forget(userId));
    await this.conversations.forgetSessions((await Promise.all(known)).flat());
  }

  async #join(key: string, request: JoinRequest): Promise<VoiceChannelStatus> {
    const { plan, captionsChannelId } = await this.#plans.make(request);
    const { agent, channelId, textChannelId, session } = plan;
    const current = this.#conversations.get(key);
    const isSame = session === undefined || session.sessionId === current?.sessionId;
    if (current?.agentId === agent.config.id && isSame) {
      current.moveTo(channelId, textChannelId);
      await current.whenReady();
      return current.status;
    }
    await current?.end('replaced');
    // Two connections of one guild would take each other's gateway updates.
    await this.#releasing.get(key);
    if (!this.voice.hasCapacity()) {
      throw new CapacityError('The server is full. Try again in a moment.', RETRY_AFTER_MS);
    }
    this.#optOuts.addAll(await this.settings.optedOutUserIds());
    const conversation = new GuildConversation(
      plan,
      {
        connections: this.connections,
        voice: this.voice,
        conversations: this.conversations,
        announcer: this.announcer,
        consents: this.allowed,
        clock: this.clock,
        optOuts: this.#optOuts,
        language: (userId) => this.settings.language(userId),
        links: this.settings,
      },
      (reason, released) => this.#onEnding(request, conversation, { reason, released }),
    );
    this.#conversations.set(key, conversation);
    this.#sentAway.delete(key);
    conversation.caption(captionsChannelId);
    try {
      await conversation.whenReady();
    } catch (error) {
      await conversation.end('not-connected');
      throw error;
    }
    return conversation.status;
  }

  #onEnding(
    { bot, guildId }: JoinRequest,
    conversation: GuildConversation,
    { reason, released }: { readonly reason: EndReason; readonly released: Promise<void> },
  ): void {
    const key = keyOf(bot.client.user.id, guildId);
    if (this.#conversations.get(key) === conversation) this.#conversations.delete(key);
    if (reason === 'left' || reason === 'taken-out') this.#sentAway.add(key);
    const done = Promise.allSettled([this.#releasing.get(key), released]).then(() => {
      if (this.#releasing.get(key) === done) this.#releasing.delete(key);
      if (LOOKS_ELSEWHERE.has(reason)) this.#joinOccupied(bot, guildId);
    });
    this.#releasing.set(key, done);
  }

  #serve(bot: VoiceBot): void {
    const unwatch = this.guilds.watch(bot, (guildId, event) =>
      this.#onGuildEvent(bot, guildId, event),
    );
    this.#served.set(bot, unwatch);
    for (const { guildId } of this.guilds.list(bot)) this.#joinOccupied(bot, guildId);
  }

  async #release(bot: VoiceBot): Promise<void> {
    this.#served.get(bot)?.();
    this.#served.delete(bot);
    const botId = bot.client.user.id;
    const own = [...this.#conversations].filter(([key]) => key.startsWith(`${botId}/`));
    await Promise.all(own.map(([, conversation]) => conversation.end('bot-stopped')));
    const ending = [...this.#releasing].filter(([key]) => key.startsWith(`${botId}/`));
    await Promise.all(ending.map(([, released]) => released));
  }

  #onGuildEvent(bot: VoiceBot, guildId: string, event: GuildEvent): void {
    const conversation = this.#conversations.get(keyOf(bot.client.user.id, guildId));
    conversation?.onGuildEvent(event);
    if (conversation !== undefined) return;
    const view = this.guilds.view(bot, guildId);
    if (view === undefined) return;
    if (event.type === 'resynced') this.#joinOccupied(bot, guildId);
    else if (event.type === 'moved' && event.toChannelId !== undefined) {
      const cameIn = event.fromChannelId !== event.toChannelId;
      const isPerson = view.personIn(event.toChannelId, event.userId) !== undefined;
      if (cameIn && isPerson) void this.#joinByItself(bot, view, event.toChannelId);
    }
  }

  /** Goes to people who are in a chosen channel already, unless the guild sent the bot away. */
  #joinOccupied(bot: VoiceBot, guildId: string): void {
    const view = this.guilds.view(bot, guildId);
    if (view === undefined || this.#sentAway.has(keyOf(view.botId, guildId))) return;
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
      this.#logger.warn({ ...loggable(error), guildId, channelId }, 'A channel was not joined');
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
