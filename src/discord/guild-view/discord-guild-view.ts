import type { DiscordGatewayAdapterCreator } from '@discordjs/voice';
import type { Speaker } from '@vox/voice-core';
import { ChannelType, GatewayIntentBits, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Guild, GuildMember, Status, VoiceBasedChannel, VoiceState } from 'discord.js';

import type { ConsentButtons } from '../consent-message';
import type { ChannelRefusal } from '../voice-channels';
import type { GuildView, VoiceChannelInfo } from './guild-view';

const FLAGS = {
  view: PermissionFlagsBits.ViewChannel,
  connect: PermissionFlagsBits.Connect,
  speak: PermissionFlagsBits.Speak,
} as const;

const READY: Status.Ready = 0;

/** `GuildView` on what discord.js keeps of a guild. */
export class DiscordGuildView implements GuildView {
  constructor(private readonly guild: Guild) {}

  get botId(): string {
    return this.guild.client.user.id;
  }

  get guildId(): string {
    return this.guild.id;
  }

  get guildName(): string {
    return this.guild.name;
  }

  get adapterCreator(): DiscordGatewayAdapterCreator {
    return this.guild.voiceAdapterCreator;
  }

  get isConnected(): boolean {
    return this.guild.available && this.guild.shard.status === READY;
  }

  get isMuted(): boolean {
    return this.guild.voiceStates.cache.get(this.botId)?.serverMute === true;
  }

  get isDeafened(): boolean {
    return this.guild.voiceStates.cache.get(this.botId)?.serverDeaf === true;
  }

  get occupiedChannelIds(): readonly string[] {
    const people = this.guild.voiceStates.cache.filter((state) => toSpeaker(state) !== undefined);
    return [...new Set(people.map(({ channelId }) => channelId))].filter((id) => id !== null);
  }

  channel(channelId: string): VoiceChannelInfo | undefined {
    const channel = this.guild.channels.cache.get(channelId);
    if (channel?.isVoiceBased() !== true) return undefined;
    const refusal = refusalOf(channel, this.guild.members.me);
    return {
      id: channel.id,
      name: channel.name,
      isStage: channel.type === ChannelType.GuildStageVoice,
      ...(refusal === undefined ? {} : { refusal }),
    };
  }

  personIn(channelId: string, userId: string): Speaker | undefined {
    const state = this.guild.voiceStates.cache.get(userId);
    return state?.channelId === channelId ? toSpeaker(state) : undefined;
  }

  peopleIn(channelId: string): readonly Speaker[] {
    return [...this.guild.voiceStates.cache.values()].flatMap((state) => {
      const speaker = state.channelId === channelId ? toSpeaker(state) : undefined;
      return speaker === undefined ? [] : [speaker];
    });
  }

  hasRole(userId: string, roleIds: readonly string[]): boolean {
    return this.guild.members.cache.get(userId)?.roles.cache.hasAny(...roleIds) === true;
  }

  managesServer(userId: string): boolean {
    const member = this.guild.members.cache.get(userId);
    return member?.permissions.has(PermissionFlagsBits.ManageGuild) === true;
  }

  async readRoles(userIds: readonly string[]): Promise<void> {
    if (this.guild.client.options.intents.has(GatewayIntentBits.GuildMembers)) return;
    const reads = userIds.map((user) => this.guild.members.fetch({ user, force: true }));
    // Who cannot be read is what they were; they may have left.
    await Promise.allSettled(reads);
  }

  async post(channelId: string, text: string, components: ConsentButtons = []): Promise<void> {
    const channel = await this.guild.channels.fetch(channelId);
    if (channel?.isTextBased() !== true) return;
    await channel.send({ content: text, components, allowedMentions: { parse: [] } });
  }

  async takeTheStage(): Promise<'speaker' | 'asked'> {
    const { voice } = this.guild.members.me ?? {};
    if (voice?.suppress === false) return 'speaker';
    // Moderators may become speakers by themselves; everybody else asks.
    const mayModerate = voice?.channel
      ?.permissionsFor(this.botId)
      ?.has(PermissionFlagsBits.MuteMembers);
    if (mayModerate === true) {
      await voice?.setSuppressed(false);
      return 'speaker';
    }
    await voice?.setRequestToSpeak(true);
    return 'asked';
  }
}

function toSpeaker(state: VoiceState): Speaker | undefined {
  const { member } = state;
  if (member === null || member.user.bot) return undefined;
  return { id: member.id, name: member.displayName };
}

function refusalOf(channel: VoiceBasedChannel, me: GuildMember | null): ChannelRefusal | undefined {
  const permissions = me === null ? null : channel.permissionsFor(me);
  if (permissions === null) return undefined;
  const isStage = channel.type === ChannelType.GuildStageVoice;
  const missing = (['view', 'connect', 'speak'] as const).filter(
    // On a stage nobody has "Speak": a moderator gives the word.
    (name) => !(name === 'speak' && isStage) && !permissions.has(FLAGS[name]),
  );
  if (missing.length > 0) return { reason: 'permissions', missing };
  const isIn = channel.members.has(me?.id ?? '');
  return channel.full && !isIn && !permissions.has('MoveMembers') ? { reason: 'full' } : undefined;
}
