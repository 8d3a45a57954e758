import { Injectable } from '@nestjs/common';
import type {
  ClientEvents,
  DMChannel,
  Guild,
  NonThreadGuildBasedChannel,
  VoiceState,
} from 'discord.js';

import type { VoiceBot } from '../voice-channels';
import { DiscordGuildView } from './discord-guild-view';
import { type GuildEvent, GuildDirectory, type GuildView } from './guild-view';

/** `GuildDirectory` on the bots' clients. */
@Injectable()
export class DiscordGuildDirectory extends GuildDirectory {
  override view({ client }: VoiceBot, guildId: string): GuildView | undefined {
    const guild = client.guilds.cache.get(guildId);
    return guild === undefined ? undefined : new DiscordGuildView(guild);
  }

  override list({ client }: VoiceBot): readonly GuildView[] {
    return client.guilds.cache.map((guild) => new DiscordGuildView(guild));
  }

  override watch(
    { client }: VoiceBot,
    onEvent: (guildId: string, event: GuildEvent) => void,
  ): () => void {
    const stops: (() => void)[] = [];
    const on = <Name extends keyof ClientEvents>(
      name: Name,
      listener: (...values: ClientEvents[Name]) => void,
    ) => {
      client.on(name, listener);
      stops.push(() => client.off(name, listener));
    };
    on('voiceStateUpdate', (before, after) => {
      for (const event of toGuildEvents(before, after)) onEvent(after.guild.id, event);
    });
    const onRoles = (guild: Guild) => onEvent(guild.id, { type: 'roles' });
    on('guildMemberUpdate', (_before, { guild }) => onRoles(guild));
    on('roleUpdate', (_before, { guild }) => onRoles(guild));
    on('roleDelete', ({ guild }) => onRoles(guild));
    on('channelDelete', (channel: DMChannel | NonThreadGuildBasedChannel) => {
      if (channel.isDMBased()) return;
      onEvent(channel.guild.id, { type: 'channel-deleted', channelId: channel.id });
    });
    on('guildDelete', (guild: Guild) => onEvent(guild.id, { type: 'guild-removed' }));
    on('shardReady', (shardId) => {
      for (const guild of client.guilds.cache.values()) {
        if (guild.shardId === shardId) onEvent(guild.id, { type: 'resynced' });
      }
    });
    on('guildAvailable', (guild: Guild) => onEvent(guild.id, { type: 'resynced' }));
    return () => stops.forEach((stop) => stop());
  }
}

function toGuildEvents(before: VoiceState, after: VoiceState): GuildEvent[] {
  const events: GuildEvent[] = [];
  const hasMoved = before.channelId !== after.channelId;
  if (hasMoved) {
    events.push({
      type: 'moved',
      userId: after.id,
      ...(before.channelId === null ? {} : { fromChannelId: before.channelId }),
      ...(after.channelId === null ? {} : { toChannelId: after.channelId }),
    });
  }
  // It brings the roles that its person has now.
  else events.push({ type: 'roles' });
  const isBot = after.id === after.client.user.id;
  if (isBot && after.channelId !== null && mayConverse(before) !== mayConverse(after)) {
    events.push({ type: 'permission', mayConverse: mayConverse(after) });
  }
  return events;
}

function mayConverse({ suppress, serverMute, serverDeaf }: VoiceState): boolean {
  return suppress === false && serverMute !== true && serverDeaf !== true;
}
