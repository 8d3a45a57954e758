import { Logger } from '@nestjs/common';
import { type AbortReason, CapacityError } from '@vox/voice-core';

import { type GuildVoiceStatus, VoiceUnavailableError } from '../guild-voice';
import type { VoiceLinkEvent, VoiceLinkState } from '../voice/voice-link';
import { Announcements } from './announcements';
import type { ChannelSessions, ChannelSessionsRooms } from './channel-sessions';
import { ChannelText } from './channel-text';
import { EmptyWatch } from './empty-watch';
import type {
  EndReason,
  GuildConversationPlan,
  GuildConversationRooms,
} from './guild-conversation-plan';
import type { GuildEvent } from './guild-view';
import { KeptLink } from './kept-link';
import { notices } from './notices';
import { openSessions } from './open-sessions';
import { SharedOutput } from './shared-output';

/** Voice connections are there in one or two seconds, or not at all. */
const READY_WITHIN_MS = 15_000;

const SWEEP_EVERY_MS = 60_000;

/**
 * One bot's conversation in one guild, from its joining to its leaving: who is heard, in which session, and who speaks.
 *
 * Owns the link, the sessions and what is said to everybody; `end` releases them all.
 */
export class GuildConversation {
  readonly #logger = new Logger('GuildConversation');
  readonly #output = new SharedOutput({ write: () => undefined, clear: () => undefined });
  readonly #closing = new AbortController();
  readonly #link: KeptLink;
  readonly #announcements: Announcements;
  readonly #text: ChannelText;
  readonly #empty: EmptyWatch;
  #sessions: ChannelSessions | undefined;
  #channelId: string;
  #state: VoiceLinkState = { status: 'connecting' };
  #ready = Promise.withResolvers<void>();
  #ending: Promise<void> | undefined;

  constructor(
    private readonly plan: GuildConversationPlan,
    private readonly rooms: GuildConversationRooms,
    private readonly onEnded: (reason: EndReason) => void,
  ) {
    const { view, agent } = plan;
    const { clock, links } = rooms;
    this.#channelId = plan.channelId;
    this.#text = new ChannelText(
      agent.config.name,
      view,
      clock,
      () => plan.textChannelId ?? this.#channelId,
    );
    this.#empty = new EmptyWatch(
      clock,
      () => view.peopleIn(this.#channelId).length === 0,
      () => void this.end('everybody-left'),
    );
    this.#announcements = new Announcements(
      rooms.announcer,
      agent.config.tts,
      this.#output.seat(),
      (error) => this.#logger.warn({ err: error, guildId: view.guildId }, 'Words were not spoken'),
    );
    this.#link = new KeptLink(
      links,
      () => ({
        guildId: view.guildId,
        channelId: this.#channelId,
        botId: view.botId,
        adapterCreator: view.adapterCreator,
      }),
      clock,
      {
        onOpen: (link) => {
          link.ignore(rooms.unheard.list);
          this.#output.replaceLoudspeaker(link);
        },
        onEvent: (event) => this.#onLinkEvent(event),
        onError: (error) =>
          this.#logger.error({ err: error, guildId: view.guildId }, 'A voice link failed'),
        standing: () => (view.isConnected ? 'wanted' : 'not-yet'),
      },
    );
    void this.#link.ended.then(() => this.end('connection-lost'));
    void this.#sweep();
  }

  get channelId(): string {
    return this.#channelId;
  }

  get agentId(): string {
    return this.plan.agent.config.id;
  }

  get status(): GuildVoiceStatus {
    const { view, agent } = this.plan;
    const { status } = this.#state;
    const { captionsChannelId } = this.#text;
    return {
      botId: view.botId,
      guildId: view.guildId,
      guildName: view.guildName,
      channelId: this.#channelId,
      channelName: view.channel(this.#channelId)?.name ?? '',
      agentId: agent.config.id,
      agentName: agent.config.name,
      mode: agent.discord.mode,
      status: status === 'closed' ? 'recovering' : status,
      ...(captionsChannelId === undefined ? {} : { captionsChannelId }),
      sessions: this.#sessions?.list ?? [],
    };
  }

  /**
   * Resolves when the bot can be heard.
   * @throws VoiceUnavailableError when that takes too long, or the conversation ended before.
   */
  async whenReady(): Promise<void> {
    const { clock } = this.rooms;
    const waiting = new AbortController();
    const late = clock.sleepUntil(clock.nowMs() + READY_WITHIN_MS, waiting.signal).then(() => {
      if (!waiting.signal.aborted)
        throw new VoiceUnavailableError('Discord gave no voice connection in time.');
    });
    try {
      await Promise.race([this.#ready.promise, late]);
    } finally {
      waiting.abort();
    }
  }

  /** Goes to another channel of the guild with those who are there. */
  moveTo(channelId: string): void {
    if (channelId === this.#channelId) return;
    this.#ready = Promise.withResolvers<void>();
    this.#link.link?.move(channelId);
    this.#onMoved(channelId);
  }

  say(text: string): void {
    if (this.#announcements.say(text)) this.#text.captions.onAnnouncement(text);
  }

  caption(textChannelId: string | undefined): void {
    this.#text.captionsChannelId = textChannelId;
  }

  /** Somebody's wish, which the shared list knows already, has changed. */
  onListening(userId: string): void {
    const { unheard } = this.rooms;
    this.#link.link?.ignore(unheard.list);
    if (unheard.has(userId)) this.#sessions?.onLeft(userId);
  }

  /** @returns ids of the sessions that know `userId`; those of their own have ended. */
  async forget(userId: string): Promise<readonly string[]> {
    return (await this.#sessions?.forget(userId)) ?? [];
  }

  onGuildEvent(event: GuildEvent): void {
    switch (event.type) {
      case 'moved':
        if (event.userId === this.plan.view.botId) this.#onBotMoved(event.toChannelId);
        else this.#onPersonMoved(event);
        break;
      case 'stage':
        if (event.maySpeak && this.#state.status === 'ready') this.#welcome();
        break;
      case 'channel-deleted':
        if (event.channelId === this.#channelId) void this.end('channel-deleted');
        break;
      case 'guild-removed':
        void this.end('guild-removed');
        break;
      case 'resynced':
        this.#dropAbsent();
        this.#empty.look();
        break;
    }
  }

  /** Ends it. Idempotent. @returns when all is released. */
  end(reason: EndReason): Promise<void> {
    this.#ending ??= this.#end(reason);
    return this.#ending;
  }

  async #end(reason: EndReason): Promise<void> {
    const { guildId, botId } = this.plan.view;
    this.#logger.log({ guildId, botId, channelId: this.#channelId, reason }, 'Left voice');
    this.#closing.abort();
    this.#empty.close();
    this.#ready.promise.catch(() => undefined);
    this.#ready.reject(new VoiceUnavailableError('The bot left the channel.'));
    this.onEnded(reason);
    const abort: AbortReason = reason === 'bot-stopped' ? 'shutdown' : 'hang-up';
    await Promise.all([this.#sessions?.close(abort), this.#announcements.close()]);
    this.#text.captions.close();
    await this.#link.close();
  }

  #onLinkEvent(event: VoiceLinkEvent): void {
    switch (event.type) {
      case 'audio': {
        if (this.rooms.unheard.has(event.userId)) return;
        const speaker = this.plan.view.personIn(this.#channelId, event.userId);
        if (speaker !== undefined) this.#sessions?.onAudio(speaker, event.frame);
        break;
      }
      case 'silence':
        this.#sessions?.onSilence(event.userId);
        break;
      case 'speaker-left':
        this.#sessions?.onLeft(event.userId);
        break;
      case 'state':
        this.#onLinkState(event.state);
        break;
    }
  }

  #onLinkState(state: VoiceLinkState): void {
    const wasReady = this.#state.status === 'ready' && state.status === 'ready';
    this.#state = state;
    if (state.status !== 'ready') return;
    if (state.channelId !== this.#channelId) this.#onMoved(state.channelId);
    this.#ready.resolve();
    if (!wasReady || this.#sessions === undefined) void this.#enter();
  }

  /** The bot is in the channel: on a stage it has to ask before it can be heard. */
  async #enter(): Promise<void> {
    const { view } = this.plan;
    if (view.channel(this.#channelId)?.isStage !== true) return this.#welcome();
    try {
      if ((await view.takeTheStage()) === 'speaker') this.#welcome();
      else this.#text.write(notices.askedToSpeak);
    } catch (error) {
      this.#logger.warn({ err: error, channelId: this.#channelId }, 'The stage was not given');
      this.#text.write(notices.mayNotSpeak);
    }
  }

  /** Once for each conversation: the notice, the greeting, and from then on people are listened to. */
  #welcome(): void {
    if (this.#sessions !== undefined || this.#closing.signal.aborted) return;
    const { config, discord } = this.plan.agent;
    const { notice, noticeText } = discord;
    if (notice === 'written' || notice === 'both') this.#text.write(noticeText);
    if (notice === 'spoken' || notice === 'both') this.say(noticeText);
    this.#sessions = openSessions(this.plan, this.#channelId, this.#sessionRooms());
    if (discord.mode === 'personal' && config.greeting !== undefined) this.say(config.greeting);
  }

  #sessionRooms(): ChannelSessionsRooms {
    return {
      ...this.rooms,
      output: this.#output,
      onEvent: (event, _sessionId, speaker) => this.#text.captions.onEvent(event, speaker),
      onFailure: (error, { id }) => {
        if (error instanceof CapacityError) this.#text.writeFull();
        else this.#logger.error({ err: error, sessionId: id }, 'A voice session failed');
      },
    };
  }

  #onBotMoved(toChannelId: string | undefined): void {
    if (toChannelId !== undefined) return this.#onMoved(toChannelId);
    // Between two links it is in no channel either; that is no kick.
    const { status } = this.#state;
    if (status === 'ready' || status === 'recovering') void this.end('taken-out');
  }

  #onMoved(channelId: string): void {
    if (channelId === this.#channelId) return;
    this.#channelId = channelId;
    this.#dropAbsent();
    this.#sessions?.onMoved(channelId);
    this.#empty.look();
  }

  #onPersonMoved({
    userId,
    fromChannelId,
    toChannelId,
  }: Extract<GuildEvent, { type: 'moved' }>): void {
    if (fromChannelId === toChannelId) return;
    if (fromChannelId === this.#channelId) this.#sessions?.onLeft(userId);
    if (fromChannelId === this.#channelId || toChannelId === this.#channelId) this.#empty.look();
  }

  /** Ends the part of everybody who is not in the channel (any more). */
  #dropAbsent(): void {
    const { view } = this.plan;
    for (const userId of this.#sessions?.userIds ?? []) {
      if (view.personIn(this.#channelId, userId) === undefined) this.#sessions?.onLeft(userId);
    }
  }

  async #sweep(): Promise<void> {
    const { clock } = this.rooms;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await clock.sleepUntil(clock.nowMs() + SWEEP_EVERY_MS, signal);
      if (!signal.aborted) this.#sessions?.closeIdle();
    }
  }
}
