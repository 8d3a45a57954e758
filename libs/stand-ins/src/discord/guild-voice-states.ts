import { randomUUID } from 'node:crypto';

import { PermissionFlagsBits } from 'discord-api-types/v10';

import { BotVoice } from './bot-voice';
import type { StandInChannel } from './channel';
import type { Json } from './json';
import type { StandInMember } from './member';
import type { Platform } from './platform';
import { type VoiceState, voiceStateJson } from './voice-state';

export type VoiceStatesHost = {
  readonly id: string;
  channel(id: string): StandInChannel | undefined;
  member(id: string): StandInMember | undefined;
  dispatch(event: string, data: Json): void;
};

/** Moved, kicked, or the call ended. */
const DISCONNECTED = 4014;

/** Who is in which voice channel of one guild, and how they come and go. */
export class GuildVoiceStates {
  readonly #states = new Map<string, VoiceState>();
  readonly #voices = new Map<string, BotVoice>();
  readonly #host: VoiceStatesHost;
  readonly #platform: Platform;

  constructor(host: VoiceStatesHost, platform: Platform) {
    this.#host = host;
    this.#platform = platform;
  }

  get(userId: string): VoiceState | undefined {
    return this.#states.get(userId);
  }

  channelOf(userId: string): StandInChannel | undefined {
    const id = this.#states.get(userId)?.channelId;
    return id === undefined ? undefined : this.#host.channel(id);
  }

  in(channel: StandInChannel): readonly string[] {
    return [...this.#states].flatMap(([userId, state]) =>
      state.channelId === channel.id ? [userId] : [],
    );
  }

  /** A bot's voice here. */
  voice(botId: string): BotVoice {
    const { voice, changes } = this.#platform;
    const known = this.#voices.get(botId) ?? new BotVoice(botId, this.#host.id, voice, changes);
    this.#voices.set(botId, known);
    return known;
  }

  /** A person goes to a channel, or out of voice. */
  place(userId: string, channel: StandInChannel | undefined): void {
    const before = this.channelOf(userId);
    if (before !== undefined) this.#platform.voice.channel(before.id).leave(userId);
    this.#set(userId, channel, { sessionId: randomUUID(), isSelfDeaf: false, isSelfMute: false });
    if (channel !== undefined) this.#platform.voice.channel(channel.id).enter(userId);
    this.#platform.changes.notify();
  }

  /** A bot asks for a channel (opcode 4). What it may not do, Discord ignores. */
  request(botId: string, sessionId: string, data: Json): void {
    const { channel_id: channelId, self_deaf: isSelfDeaf, self_mute: isSelfMute } = data;
    const settings = {
      sessionId,
      isSelfDeaf: isSelfDeaf === true,
      isSelfMute: isSelfMute === true,
    };
    if (typeof channelId !== 'string') {
      if (!this.#states.has(botId)) return;
      this.#platform.voice.revoke(botId, this.#host.id);
      return this.#set(botId, undefined, settings);
    }
    const channel = this.#host.channel(channelId);
    const member = this.#host.member(botId);
    if (channel === undefined || channel.kind === 'text' || member === undefined) return;
    if ((member.permissionsIn(channel) & PermissionFlagsBits.Connect) === 0n) return;
    const isThere =
      this.#states.get(botId)?.channelId === channelId && this.voice(botId).client !== undefined;
    this.#set(botId, channel, settings);
    if (!isThere) this.#sendServer(botId, channel, sessionId);
  }

  /** Somebody with the right to moves a bot. */
  moveBot(botId: string, channel: StandInChannel): void {
    const state = this.#states.get(botId);
    if (state === undefined) return;
    this.#platform.voice.revoke(botId, this.#host.id, DISCONNECTED);
    this.#set(botId, channel, state);
    this.#sendServer(botId, channel, state.sessionId);
  }

  /** Somebody with the right to throws a bot out of voice. */
  kickBot(botId: string): void {
    const state = this.#states.get(botId);
    if (state === undefined) return;
    this.#platform.voice.revoke(botId, this.#host.id, DISCONNECTED);
    this.#set(botId, undefined, state);
  }

  /** The voice server goes away: no endpoint, until `giveServer`. */
  takeServer(botId: string): void {
    this.#tellServer(botId, { token: '', endpoint: null });
    this.#platform.voice.revoke(botId, this.#host.id);
  }

  giveServer(botId: string): void {
    const channel = this.channelOf(botId);
    const sessionId = this.#states.get(botId)?.sessionId;
    if (channel === undefined || sessionId === undefined) return;
    this.#sendServer(botId, channel, sessionId);
  }

  /** Into the audience of a stage, or out of it. */
  suppress(userId: string, isSuppressed: boolean): void {
    const state = this.#states.get(userId);
    if (state === undefined) return;
    this.#states.set(userId, { ...state, isSuppressed, requestedToSpeakAt: undefined });
    this.#emit(userId);
  }

  /** A moderator takes somebody's voice or hearing on the whole server, or gives it back. */
  moderate(
    userId: string,
    taken: { readonly isServerMuted?: boolean; readonly isServerDeafened?: boolean },
  ): void {
    const state = this.#states.get(userId);
    if (state === undefined) return;
    this.#states.set(userId, { ...state, ...taken });
    this.#emit(userId);
  }

  /** Raises a hand in the audience of a stage. */
  requestToSpeak(userId: string, at: string | undefined): void {
    const state = this.#states.get(userId);
    if (state === undefined) return;
    this.#states.set(userId, { ...state, requestedToSpeakAt: at });
    this.#emit(userId);
  }

  /** Everyone leaves, as when a channel is deleted. */
  empty(channel: StandInChannel): void {
    for (const userId of this.in(channel)) {
      if (this.#voices.has(userId)) this.kickBot(userId);
      else this.place(userId, undefined);
    }
  }

  /** Nothing is told: the guild itself is gone. */
  end(): void {
    for (const botId of this.#voices.keys()) {
      this.#platform.voice.revoke(botId, this.#host.id, DISCONNECTED);
      this.#states.delete(botId);
    }
  }

  toJson(): Json[] {
    return [...this.#states.keys()].map((userId) => this.json(userId));
  }

  json(userId: string, state = this.#states.get(userId)): Json {
    const member = this.#host.member(userId)?.toJson() ?? {};
    return state === undefined ? {} : voiceStateJson(state, this.#host.id, userId, member);
  }

  #set(
    userId: string,
    channel: StandInChannel | undefined,
    settings: Pick<VoiceState, 'sessionId' | 'isSelfDeaf' | 'isSelfMute'>,
  ): void {
    const { sessionId, isSelfDeaf, isSelfMute } = settings;
    const before = this.#states.get(userId);
    const isSame = before !== undefined && before.channelId === channel?.id;
    const state: VoiceState = {
      channelId: channel?.id,
      sessionId,
      isSelfDeaf,
      isSelfMute,
      isSuppressed: isSame ? before.isSuppressed : this.#isSilenced(userId, channel),
      requestedToSpeakAt: undefined,
    };
    if (channel === undefined) this.#states.delete(userId);
    else this.#states.set(userId, state);
    this.#emit(userId, state);
  }

  /** In the audience of a stage, or without the right to speak. */
  #isSilenced(userId: string, channel: StandInChannel | undefined): boolean {
    if (channel === undefined) return false;
    const may = this.#host.member(userId)?.permissionsIn(channel) ?? 0n;
    const needed =
      channel.kind === 'stage' ? PermissionFlagsBits.MuteMembers : PermissionFlagsBits.Speak;
    return (may & needed) === 0n;
  }

  #emit(userId: string, state = this.#states.get(userId)): void {
    this.#host.dispatch('VOICE_STATE_UPDATE', this.json(userId, state));
    this.#platform.changes.notify();
  }

  #sendServer(botId: string, channel: StandInChannel, sessionId: string): void {
    const { recording } = this.voice(botId);
    const { voice } = this.#platform;
    const { token } = voice.invite(
      {
        botId,
        guildId: this.#host.id,
        channelId: channel.id,
        sessionId,
        isSilenced: () => this.#states.get(botId)?.isSuppressed !== false,
      },
      recording,
    );
    this.#tellServer(botId, { token, endpoint: voice.nextEndpoint() });
  }

  #tellServer(botId: string, data: Json): void {
    const whole = { ...data, guild_id: this.#host.id };
    this.#platform.gateway.dispatch([botId], 'VOICE_SERVER_UPDATE', whole);
  }
}
