import type { StandInBot } from './bot';
import type { BotVoice } from './bot-voice';
import { type ChannelHost, type ChannelKind, StandInChannel } from './channel';
import type { Changes } from './changes';
import { guildJson, roleJson } from './guild-json';
import { GuildVoiceStates, type VoiceStatesHost } from './guild-voice-states';
import type { Json } from './json';
import { type MemberHost, StandInMember } from './member';
import { bitsOf, EVERYONE_MAY, type Permission } from './permissions';
import type { Platform } from './platform';
import { snowflake } from './snowflake';
import { Speaker } from './speaker';
import type { SpeechOptions, Spoken } from './speech';
import { StandInUser } from './user';

export type NewMember = {
  /** Beyond what everyone may. */
  readonly may?: readonly Permission[];
  /** BCP 47, as the person's client says with each command. */
  readonly locale?: string;
};

/** A guild ("server") with its channels and people. A new one has a text and a voice channel. */
export class StandInGuild implements ChannelHost, MemberHost, VoiceStatesHost {
  readonly id = snowflake();
  readonly changes: Changes;
  readonly general: StandInChannel;
  readonly voice: StandInChannel;
  readonly voiceStates: GuildVoiceStates;
  /** Names of the roles that people are given, by their ids. */
  readonly roles = new Map<string, string>();
  readonly #channels = new Map<string, StandInChannel>();
  readonly #members = new Map<string, StandInMember>();
  readonly #bots = new Map<string, StandInBot>();
  readonly #platform: Platform;
  #everyoneMay = bitsOf(EVERYONE_MAY);

  constructor(
    readonly name: string,
    platform: Platform,
  ) {
    this.#platform = platform;
    this.changes = platform.changes;
    this.voiceStates = new GuildVoiceStates(this, platform);
    this.general = this.addChannel('text', 'general');
    this.voice = this.addChannel('voice', 'Voice');
  }

  get everyoneMay(): bigint {
    return this.#everyoneMay;
  }

  get channels(): readonly StandInChannel[] {
    return [...this.#channels.values()];
  }

  get members(): readonly StandInMember[] {
    return [...this.#members.values()];
  }

  channel(id: string): StandInChannel | undefined {
    return this.#channels.get(id);
  }

  member(id: string): StandInMember | undefined {
    return this.#members.get(id);
  }

  has(botId: string): boolean {
    return this.#bots.has(botId);
  }

  /** What everyone may do, from now on. */
  permitEveryone(permissions: readonly Permission[]): void {
    this.#everyoneMay = bitsOf(permissions);
    const role = roleJson(this.id, '@everyone', this.#everyoneMay);
    this.dispatch('GUILD_ROLE_UPDATE', { guild_id: this.id, role });
  }

  /** A role without permissions, which members are given. @returns its id. */
  addRole(name: string): string {
    const roleId = snowflake();
    this.roles.set(roleId, name);
    this.dispatch('GUILD_ROLE_CREATE', { guild_id: this.id, role: roleJson(roleId, name, 0n) });
    return roleId;
  }

  addChannel(kind: ChannelKind, name: string): StandInChannel {
    const channel = new StandInChannel(this, kind, name, this.#channels.size);
    this.#channels.set(channel.id, channel);
    this.dispatch('CHANNEL_CREATE', channel.toJson());
    return channel;
  }

  removeChannel(channel: StandInChannel): void {
    this.voiceStates.empty(channel);
    this.#channels.delete(channel.id);
    this.dispatch('CHANNEL_DELETE', channel.toJson());
  }

  /** A person comes into the guild; the same user may be in several. */
  addMember(who: string | StandInUser, { may = [], locale }: NewMember = {}): StandInMember {
    const user = typeof who === 'string' ? new StandInUser(who, false, locale) : who;
    const member = new StandInMember(this, user, may);
    this.#admit(member);
    return member;
  }

  removeMember(member: StandInMember): void {
    if (member.channel !== undefined) member.leave();
    this.#members.delete(member.id);
    this.dispatch('GUILD_MEMBER_REMOVE', { guild_id: this.id, user: member.user.toJson() });
  }

  /** Somebody installs a bot here. */
  addBot(bot: StandInBot, may: readonly Permission[] = []): StandInMember {
    const member = new StandInMember(this, bot.user, may);
    this.#admit(member);
    this.#bots.set(bot.id, bot);
    this.#platform.gateway.dispatch([bot.id], 'GUILD_CREATE', this.toJson());
    return member;
  }

  /** Somebody throws a bot out of the guild. */
  removeBot(bot: StandInBot): void {
    this.voiceStates.kickBot(bot.id);
    this.#platform.gateway.dispatch([bot.id], 'GUILD_DELETE', { id: this.id });
    this.#bots.delete(bot.id);
    this.#members.delete(bot.id);
    this.dispatch('GUILD_MEMBER_REMOVE', { guild_id: this.id, user: bot.user.toJson() });
  }

  /** The guild is deleted. */
  remove(): void {
    this.voiceStates.end();
    this.dispatch('GUILD_DELETE', { id: this.id });
    this.#bots.clear();
  }

  /** The guild is out of order, until `recover`; voice goes on. */
  fail(): void {
    this.dispatch('GUILD_DELETE', { id: this.id, unavailable: true });
  }

  recover(): void {
    this.dispatch('GUILD_CREATE', this.toJson());
  }

  /** A bot's voice here. */
  voiceOf(bot: StandInBot): BotVoice {
    return this.voiceStates.voice(bot.id);
  }

  /** When the bot is in a voice channel: in `channel`, if given. */
  joined(bot: StandInBot, channel?: StandInChannel, timeoutMs?: number): Promise<StandInChannel> {
    return this.changes.until(
      `${bot.user.name} in ${channel?.name ?? 'a voice channel'}`,
      () => {
        const there = this.voiceStates.channelOf(bot.id);
        return channel === undefined || there === channel ? there : undefined;
      },
      timeoutMs,
    );
  }

  /** When the bot is in no voice channel. */
  left(bot: StandInBot, timeoutMs?: number): Promise<true> {
    const isOut = () => this.voiceStates.channelOf(bot.id) === undefined;
    return this.changes.until(`${bot.user.name} out of voice`, isOut, timeoutMs);
  }

  moveBot(bot: StandInBot, channel: StandInChannel): void {
    this.voiceStates.moveBot(bot.id, channel);
  }

  /** Throws a bot out of voice. */
  kickBot(bot: StandInBot): void {
    this.voiceStates.kickBot(bot.id);
  }

  /** The call moves to another voice server. */
  changeRegion(bot: StandInBot): void {
    this.voiceStates.takeServer(bot.id);
    this.voiceStates.giveServer(bot.id);
  }

  place(userId: string, channel: StandInChannel | undefined): void {
    this.voiceStates.place(userId, channel);
  }

  channelOf(userId: string): StandInChannel | undefined {
    return this.voiceStates.channelOf(userId);
  }

  async speak(
    userId: string,
    packets: readonly Uint8Array[],
    options: SpeechOptions,
  ): Promise<Spoken> {
    const { voice, pacer } = this.#platform;
    const channelId = this.channelOf(userId)?.id;
    const channel = channelId === undefined ? undefined : voice.channel(channelId);
    const person = channel?.person(userId);
    if (channel === undefined || person === undefined)
      throw new Error('who speaks is in no channel');
    return new Speaker(channel, person, pacer, options, () => voice.nextSsrc()).say(packets);
  }

  updateMember(member: StandInMember): void {
    const { roleId, user, ownPermissions } = member;
    const role = roleJson(roleId, user.name, ownPermissions);
    this.dispatch('GUILD_ROLE_UPDATE', { guild_id: this.id, role });
    const bots = [...this.#bots.values()].filter((bot) => bot.isToldOf(member.id));
    this.#platform.gateway.dispatch(
      bots.map(({ id }) => id),
      'GUILD_MEMBER_UPDATE',
      { ...member.toJson(), guild_id: this.id },
    );
  }

  /** Tells every bot of the guild. */
  dispatch(event: string, data: Json): void {
    this.#platform.gateway.dispatch(this.#bots.keys(), event, data);
  }

  toJson(): Json {
    return guildJson(this, this.voiceStates.toJson());
  }

  #admit(member: StandInMember): void {
    this.#members.set(member.id, member);
    const role = roleJson(member.roleId, member.user.name, member.ownPermissions);
    this.dispatch('GUILD_ROLE_CREATE', { guild_id: this.id, role });
    this.dispatch('GUILD_MEMBER_ADD', { ...member.toJson(), guild_id: this.id });
  }
}
