import { Logger } from '@nestjs/common';
import type { AbortReason } from '@vox/voice-core';

import { textsFor } from '../texts';
import type { VoiceChannelStatus } from '../voice-channels';
import type { VoiceConnectionEvent, VoiceConnectionState } from '../voice/voice-connection';
import { Announcements } from '../output/announcements';
import { ChannelMembers } from '../sessions/channel-members';
import { ChannelText } from '../captions/channel-text';
import { Consent } from '../entry/consent';
import type { ConsentQuestions } from '../entry/consent-questions';
import { ListenPermission } from '../entry/listen-permission';
import type {
  EndReason,
  GuildConversationPlan,
  GuildConversationDeps,
} from '../sessions/guild-conversation-plan';
import type { GuildEvent } from '../guild-view/guild-view';
import { conversationStatus } from './conversation-status';
import { ReconnectingVoiceConnection } from './reconnecting-voice-connection';
import { logLink } from './link-log';
import { JoinReadiness } from './join-readiness';
import { SharedOutput } from '../output/shared-output';

/**
 * One bot's conversation in one guild, from its joining to its leaving: who is heard, in which session, and who speaks.
 *
 * Owns the connection, the sessions and what is said to everybody; `end` releases them all.
 */
export class GuildConversation {
  readonly #logger = new Logger('GuildConversation');
  readonly #output: SharedOutput;
  readonly #connection: ReconnectingVoiceConnection;
  readonly #announcements: Announcements;
  readonly #text: ChannelText;
  readonly #consent: Consent;
  readonly #permission: ListenPermission;
  readonly #members: ChannelMembers;
  readonly #readiness: JoinReadiness;
  #channelId: string;
  /** Where notices go: where the bot was called from, else the voice channel's own chat. */
  #textChannelId: string | undefined;
  #state: VoiceConnectionState = { status: 'connecting' };
  /** Discord shows the bot in the channel: what ends that is a kick, unless the gateway session went that put it there. */
  #isIn = false;
  #entered: { readonly channelId: string; readonly done: Promise<void> } | undefined;
  #ending: PromiseWithResolvers<void> | undefined;

  /** @param onEnding Told why, and when all will be released. */
  constructor(
    private readonly plan: GuildConversationPlan,
    private readonly deps: GuildConversationDeps,
    private readonly onEnding: (reason: EndReason, released: Promise<void>) => void,
  ) {
    const { view, agent } = plan;
    const { clock } = deps;
    const texts = textsFor(agent.config.tts.language);
    this.#channelId = plan.channelId;
    this.#textChannelId = plan.textChannelId;
    const home = () => this.#textChannelId ?? this.#channelId;
    this.#text = new ChannelText(agent.config.name, view, clock, texts, home);
    this.#output = new SharedOutput({ write: () => undefined, clear: () => undefined }, clock);
    this.#readiness = new JoinReadiness(clock);
    this.#members = new ChannelMembers(plan, {
      ...deps,
      output: this.#output,
      onEvent: (event, speaker) => this.#text.onEvent(event, speaker),
      onAsk: (...question) => this.#text.ask(...question),
      onGuests: (guests, roles) => this.#text.tellGuests(guests, roles),
      onUnheard: () => this.#connection.current?.ignore(this.#members.unheard),
      onFull: () => this.#text.writeFull(),
      onLimit: (limit) => this.#text.writeLimit(limit),
      onEmpty: () => void this.end('everybody-left'),
    });
    this.#announcements = new Announcements(
      deps.announcer,
      agent.config,
      this.#output.seat(),
      (error) => this.#logger.warn({ err: error, guildId: view.guildId }, 'Words were not spoken'),
    );
    this.#consent = new Consent(
      agent.discord,
      {
        write: (text) => this.#text.write(text),
        say: (text) => this.#say(text) ?? Promise.resolve(false),
      },
      clock,
    );
    const onGranted = () => this.#openSessions();
    this.#permission = new ListenPermission(view, texts, this.#text, this.#consent, onGranted);
    this.#connection = this.#keepConnected();
    void this.#connection.ended.then((reason) => this.end(this.#endOf(reason)));
  }

  get consents(): ConsentQuestions {
    return this.#members.consents;
  }

  get agentId(): string {
    return this.plan.agent.config.id;
  }

  /** The stored session that was chosen for it, if one was. */
  get sessionId(): string | undefined {
    return this.plan.session?.sessionId;
  }

  get status(): VoiceChannelStatus {
    return conversationStatus(this.plan, {
      channelId: this.#channelId,
      state: this.#state,
      captionsChannelId: this.#text.captionsChannelId,
      permission: this.#permission,
      members: this.#members,
    });
  }

  /**
   * Resolves when the bot can be heard and, unless that takes long, listens.
   * @throws VoiceUnavailableError when that takes too long, or the conversation ended before.
   */
  whenReady(): Promise<void> {
    return this.#readiness.wait(() => this.#entered?.done);
  }

  /** Goes to another channel of the guild with those who are there. */
  moveTo(channelId: string, textChannelId: string | undefined): void {
    if (channelId === this.#channelId) return;
    this.#readiness.renew();
    this.#connection.current?.move(channelId);
    this.#onMoved(channelId);
    this.#textChannelId = textChannelId;
  }

  /** @returns false when too much waits to be said already. */
  say(text: string): boolean {
    return this.#say(text) !== undefined;
  }

  caption(textChannelId: string | undefined): void {
    this.#text.captionsChannelId = textChannelId;
  }

  /** Somebody's wish, which the shared list knows already, has changed. */
  onListening(userId: string): void {
    this.#members.onListening(userId);
  }

  /** @returns ids of the sessions that know `userId`; those of their own have ended. */
  forget(userId: string): Promise<readonly string[]> {
    this.#text.captions.forget(userId);
    return this.#members.forget(userId);
  }

  onGuildEvent(event: GuildEvent): void {
    switch (event.type) {
      case 'moved':
        if (event.userId === this.plan.view.botId) this.#onBotMoved(event.toChannelId);
        else this.#members.onMoved(event);
        break;
      case 'permission':
        this.#permission.onChange(event.mayConverse);
        break;
      case 'roles':
        this.#members.checkRoles();
        break;
      case 'channel-deleted':
        if (event.channelId === this.#channelId) void this.end('channel-deleted');
        break;
      case 'guild-removed':
        void this.end('guild-removed');
        break;
      case 'resynced':
        this.#isIn = false;
        this.#members.checkMembers();
        this.#members.checkRoles();
        break;
    }
  }

  /** Ends it. Idempotent. @returns when all is released. */
  end(reason: EndReason): Promise<void> {
    if (this.#ending === undefined) {
      this.#ending = Promise.withResolvers();
      this.#ending.resolve(this.#end(reason));
      this.onEnding(reason, this.#ending.promise);
    }
    return this.#ending.promise;
  }

  async #end(reason: EndReason): Promise<void> {
    const { guildId, botId } = this.plan.view;
    const link = 'reason' in this.#state ? this.#state.reason : undefined;
    this.#logger.log({ guildId, botId, channelId: this.#channelId, reason, link }, 'Left voice');
    this.#consent.close();
    this.#text.close();
    this.#readiness.fail();
    const abort: AbortReason = reason === 'bot-stopped' ? 'shutdown' : 'hang-up';
    await Promise.all([this.#members.close(abort), this.#announcements.close()]);
    await this.#connection.close();
  }

  #keepConnected(): ReconnectingVoiceConnection {
    const { view } = this.plan;
    const { connections, clock } = this.deps;
    const { guildId, botId, adapterCreator } = view;
    return new ReconnectingVoiceConnection(
      connections,
      () => ({ guildId, channelId: this.#channelId, botId, adapterCreator }),
      clock,
      {
        onOpen: (connection) => {
          connection.ignore(this.#members.unheard);
          this.#output.replaceLoudspeaker(connection);
        },
        onEvent: (event) => this.#onConnectionEvent(event),
        onError: (error) => this.#logger.error({ err: error, guildId }, 'A voice link failed'),
        standing: () => (view.isConnected ? 'wanted' : 'not-yet'),
      },
    );
  }

  #onConnectionEvent(event: VoiceConnectionEvent): void {
    switch (event.type) {
      case 'audio':
        if (!this.#permission.mayListenIn(this.#channelId)) return;
        this.#members.onAudio(event.userId, event.frame);
        break;
      case 'silence':
        this.#members.onSilence(event.userId);
        break;
      case 'speaker-left':
        this.#members.onSpeakerLeft(event.userId);
        break;
      case 'state':
        this.#onConnectionState(event.state);
        break;
    }
  }

  #onConnectionState(state: VoiceConnectionState): void {
    const isBack = this.#state.status !== 'ready';
    const { guildId } = this.plan.view;
    logLink(this.#logger, { guildId, channelId: this.#channelId }, state);
    this.#state = state;
    if (state.status === 'closed' && state.reason === 'gateway-gone') this.#isIn = false;
    if (state.status !== 'ready') return;
    this.#isIn = true;
    if (state.channelId !== this.#channelId) this.#onMoved(state.channelId);
    const { channelId } = state;
    if (this.#entered === undefined) this.#members.begin();
    if (isBack || this.#entered?.channelId !== channelId) this.#enter(channelId);
    this.#readiness.reach();
  }

  #enter(channelId: string): void {
    this.#entered = { channelId, done: this.#permission.enter(channelId) };
  }

  /** The agent may speak: from the first time on people have sessions. */
  #openSessions(): void {
    const { config, discord } = this.plan.agent;
    if (!this.#members.open()) return;
    if (discord.mode === 'personal' && config.greeting !== undefined) this.say(config.greeting);
  }

  #say(text: string): Promise<boolean> | undefined {
    const isSpoken = this.#announcements.say(text);
    if (isSpoken !== undefined) this.#text.captions.onAnnouncement(text);
    return isSpoken;
  }

  #onBotMoved(toChannelId: string | undefined): void {
    if (toChannelId === undefined) {
      // Before it has come, and after the session that brought it, this speaks of an earlier stay.
      if (this.#isIn) void this.end('taken-out');
      return;
    }
    this.#isIn = true;
    if (toChannelId === this.#channelId) return;
    this.#onMoved(toChannelId);
    if (this.#entered !== undefined) this.#enter(toChannelId);
  }

  #onMoved(channelId: string): void {
    if (channelId === this.#channelId) return;
    this.#channelId = channelId;
    this.#textChannelId = undefined;
    this.#members.follow(channelId);
  }

  #endOf(connectionReason: string): EndReason {
    if (connectionReason === 'disconnected') return 'taken-out';
    return this.#entered === undefined ? 'not-connected' : 'connection-lost';
  }
}
