import { InvalidInputError, type Speaker } from '@vox/voice-core';
import type { Client } from 'discord.js';

import type { GroupRole } from '../identity';
import type { AskedConsent } from './consent-message';
import type { VoicePermission } from './texts';

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
  /** A stored session to go on with, whoever's it is: the whole channel takes part in it, as in mode `room`. */
  readonly sessionId?: string;
};

/** Somebody in a voice channel. */
export type ChannelPerson = {
  readonly userId: string;
  readonly name: string;
  /** They do not want to be listened to. */
  readonly hasOptedOut: boolean;
  /** What they are to the bot there; guests are not heard. */
  readonly role: GroupRole;
};

export type VoiceChannelStatus = {
  readonly botId: string;
  readonly guildId: string;
  readonly guildName: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly mode: 'personal' | 'room';
  readonly status: 'connecting' | 'ready' | 'recovering';
  /** Why it is not ready, where that is known: a name, such as `region-change`. */
  readonly reason?: string;
  readonly captionsChannelId?: string;
  /** People are heard: they were told of it, and the bot may speak. */
  readonly isListening: boolean;
  /** How they are told. */
  readonly notice: 'off' | 'spoken' | 'written' | 'both';
  readonly people: readonly ChannelPerson[];
  /** Stored sessions that are going on: one in mode `room`, one for each speaker otherwise. */
  readonly sessions: readonly { readonly sessionId: string; readonly userId: string }[];
};

/** The voice connection could not be made or kept: Discord's fault or the network's, worth another try. */
export class VoiceUnavailableError extends Error {
  override readonly name = 'VoiceUnavailableError';
}

/** Why the bot cannot go into a channel that is there. */
export type ChannelRefusal =
  | { readonly reason: 'full' }
  | { readonly reason: 'permissions'; readonly missing: readonly VoicePermission[] };

/** The bot cannot go into that channel; the message says why, in English. */
export class ChannelRefusedError extends InvalidInputError {
  readonly channelId: string;

  constructor(
    channel: { readonly id: string; readonly name: string },
    readonly refusal: ChannelRefusal,
  ) {
    super('channel_id', refusalText(channel.name, refusal));
    this.channelId = channel.id;
  }
}

function refusalText(channelName: string, refusal: ChannelRefusal): string {
  if (refusal.reason === 'full') return `"${channelName}" is full.`;
  const names = { view: 'View Channel', connect: 'Connect', speak: 'Speak' };
  const missing = refusal.missing.map((permission) => names[permission]);
  return `The bot lacks ${missing.join(' and ')} in "${channelName}".`;
}

/** What became of a text that the bot was told to say. `full`: too many wait already. */
export type Said = 'queued' | 'not-in-voice' | 'full';

/** Every conversation that bots of this process have in voice channels. What commands and REST ask of it. */
export abstract class VoiceChannels {
  /**
   * Joins, or moves to, the channel. Resolves when the bot can be heard.
   * @throws InvalidInputError (no such channel, unknown agent or session), ChannelRefusedError, CapacityError, and
   *   VoiceUnavailableError when the connection was not ready in time.
   */
  abstract join(request: JoinRequest): Promise<VoiceChannelStatus>;
  /** @returns false when the bot was in no channel of that guild. */
  abstract leave(botId: string, guildId: string): Promise<boolean>;
  abstract status(botId: string, guildId: string): VoiceChannelStatus | undefined;
  abstract statuses(botId?: string): readonly VoiceChannelStatus[];
  /** Speaks `text` in the guild's channel when its turn comes. */
  abstract say(botId: string, guildId: string, text: string): Said;
  /** Mirrors the conversation as text into a channel; undefined stops it. @returns false when the bot is in no channel. */
  abstract caption(botId: string, guildId: string, textChannelId: string | undefined): boolean;
  /** Somebody opted out (or in again): takes effect before the next packet, in every guild. */
  abstract setListening(userId: string, listens: boolean): void;
  /** Which roles may talk in a guild has changed: takes effect before the next packet. */
  abstract applyRoles(guildId: string): void;
  /** What that person allows the agent in the guild's channel, of what it wants; undefined when the bot is in no channel. */
  abstract consents(
    botId: string,
    guildId: string,
    person: Speaker,
  ): Promise<readonly AskedConsent[] | undefined>;
  /** They answer. @returns false when the bot is in no channel. */
  abstract answerConsent(
    botId: string,
    guildId: string,
    person: Speaker,
    answer: AskedConsent,
  ): Promise<boolean>;
  /** Whether the speech recognition that is asked now takes `language` (BCP 47). */
  abstract isHeardIn(language: string): boolean;
  /** Their stored conversations were deleted: live ones go on with an empty memory. */
  abstract forget(userId: string): Promise<void>;
}
