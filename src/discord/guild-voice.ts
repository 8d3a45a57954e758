import type { Client } from 'discord.js';

/** A bot that is logged in, as far as voice needs it. */
export type VoiceBot = {
  /** The agent whose own bot this is; the server's bot (DISCORD_TOKEN) has none and takes the guild's chosen agent. */
  readonly agentId?: string;
  readonly client: Client<true>;
};

export type JoinRequest = {
  readonly bot: VoiceBot;
  readonly guildId: string;
  readonly channelId: string;
  /** Absent: the bot's own agent, else the one chosen for the guild, else the default agent. */
  readonly agentId?: string;
  /** Text channel that captions and the written notice go to. */
  readonly textChannelId?: string;
  /** A stored session to go on with, for room mode. */
  readonly sessionId?: string;
};

export type GuildVoiceStatus = {
  readonly botId: string;
  readonly guildId: string;
  readonly guildName: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly mode: 'personal' | 'room';
  readonly status: 'connecting' | 'ready' | 'recovering';
  readonly captionsChannelId?: string;
  /** Stored sessions that are going on: one in room mode, one for each speaker otherwise. */
  readonly sessions: readonly { readonly sessionId: string; readonly userId: string }[];
};

/** The voice connection could not be made or kept: Discord's fault or the network's, worth another try. */
export class VoiceUnavailableError extends Error {
  override readonly name = 'VoiceUnavailableError';
}

/** Every conversation that bots of this process have in voice channels. What commands and REST ask of it. */
export abstract class GuildVoice {
  /**
   * Joins, or moves to, the channel. Resolves when the bot can be heard.
   * @throws InvalidInputError (no such channel, missing permission, unknown agent), CapacityError, and
   *   VoiceUnavailableError when the connection was not ready in time.
   */
  abstract join(request: JoinRequest): Promise<GuildVoiceStatus>;
  /** @returns false when the bot was in no channel of that guild. */
  abstract leave(botId: string, guildId: string): Promise<boolean>;
  abstract status(botId: string, guildId: string): GuildVoiceStatus | undefined;
  abstract statuses(botId?: string): readonly GuildVoiceStatus[];
  /** Speaks `text` in the guild's channel when its turn comes. @returns false when there is none. */
  abstract say(botId: string, guildId: string, text: string): boolean;
  /** Mirrors the conversation as text into a channel; undefined stops it. @returns false when the bot is in no channel. */
  abstract caption(botId: string, guildId: string, textChannelId: string | undefined): boolean;
  /** Somebody opted out (or in again): takes effect before the next packet, in every guild. */
  abstract setListening(userId: string, listens: boolean): void;
  /** Their stored conversations were deleted: live ones go on with an empty memory. */
  abstract forget(userId: string): Promise<void>;
}
