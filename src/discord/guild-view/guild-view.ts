import type { DiscordGatewayAdapterCreator } from '@discordjs/voice';
import type { Speaker } from '@vox/voice-core';

import type { ConsentButtons } from '../consent-message';
import type { ChannelRefusal, VoiceBot } from '../voice-channels';

export type VoiceChannelInfo = {
  readonly id: string;
  readonly name: string;
  readonly isStage: boolean;
  /** Why the bot cannot talk there; absent when it can. */
  readonly refusal?: ChannelRefusal;
};

/**
 * One guild as one bot sees it: what a conversation has to know of it, and the little it does besides talking.
 *
 * Answers come from what the gateway told last; while that is away they are as old as the loss.
 */
export interface GuildView {
  readonly botId: string;
  readonly guildId: string;
  readonly guildName: string;
  readonly adapterCreator: DiscordGatewayAdapterCreator;
  /** Whether the gateway is there to ask for a voice connection. */
  readonly isConnected: boolean;
  /** A moderator took the bot's voice: nobody would hear it. */
  readonly isMuted: boolean;
  /** A moderator took the bot's hearing: it gets nobody's voice. */
  readonly isDeafened: boolean;
  channel(channelId: string): VoiceChannelInfo | undefined;
  /** That person, if they are in the channel and no bot. */
  personIn(channelId: string, userId: string): Speaker | undefined;
  peopleIn(channelId: string): readonly Speaker[];
  /** Whether that person has one of these roles, as the gateway told last: when they came, or changed how they are heard. */
  hasRole(userId: string, roleIds: readonly string[]): boolean;
  /** Whether Discord lets that person manage the server, as the gateway told last. */
  managesServer(userId: string): boolean;
  /** Asks Discord which roles those people have, where the gateway does not tell when that changes. Never rejects. */
  readRoles(userIds: readonly string[]): Promise<void>;
  /** Voice channels with people in them. */
  readonly occupiedChannelIds: readonly string[];
  /** Posts to a text channel, mentioning nobody. @throws when Discord refuses it. */
  post(channelId: string, text: string, buttons?: ConsentButtons): Promise<void>;
  /** On a stage: becomes a speaker, else asks to be one. @throws when Discord refuses both. */
  takeTheStage(): Promise<'speaker' | 'asked'>;
}

/** What happened in a guild, as far as it concerns who hears whom. Told after the view shows it. */
export type GuildEvent =
  /** Somebody came, left or went elsewhere; the bot itself too. */
  | {
      readonly type: 'moved';
      readonly userId: string;
      readonly fromChannelId?: string;
      readonly toChannelId?: string;
    }
  /** A moderator lets the bot converse now (as a stage's speaker, not muted, not deafened), or no more. */
  | { readonly type: 'permission'; readonly mayConverse: boolean }
  /** Somebody may have other roles, or a role lets them do something else. */
  | { readonly type: 'roles' }
  | { readonly type: 'channel-deleted'; readonly channelId: string }
  | { readonly type: 'guild-removed' }
  /** The gateway session is a new one and everything may have changed. */
  | { readonly type: 'resynced' };

/** The guilds of the bots that are logged in. */
export abstract class GuildDirectory {
  /** Undefined: the bot is in no such guild. */
  abstract view(bot: VoiceBot, guildId: string): GuildView | undefined;
  abstract list(bot: VoiceBot): readonly GuildView[];
  /** Tells what happens in the bot's guilds. @returns ends it. */
  abstract watch(bot: VoiceBot, onEvent: (guildId: string, event: GuildEvent) => void): () => void;
}
