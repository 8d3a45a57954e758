import type { AgentConfig } from '@vox/voice-core';

import type { VoiceBot } from './voice-channels';

/** How an agent behaves in voice channels. */
export type DiscordAgentSettings = {
  /** `personal`: a session for each speaker; `room`: one for the channel. */
  readonly mode: 'personal' | 'room';
  /** Mode `room`: `addressed` leaves unanswered what does not call the agent. */
  readonly answers: 'always' | 'addressed';
  /** What calls the agent, besides its name. */
  readonly wakePhrases: readonly string[];
  /** Mode `room`: whose speech may interrupt an answer. */
  readonly bargeInBy: 'anyone' | 'addressee';
  /** How people are told, when the bot joins, that they are listened to. */
  readonly notice: 'off' | 'spoken' | 'written' | 'both';
  readonly noticeText: string;
};

/** Roles of a guild that are something to the bot. */
export type GuildRoleIds = {
  /** Whose people are heard; none: everybody is. */
  readonly memberRoleIds: readonly string[];
  /** Whose people steer the bot, beside those who manage the server. */
  readonly adminRoleIds: readonly string[];
};

export type DiscordAgent = { readonly config: AgentConfig; readonly discord: DiscordAgentSettings };

/** What is stored about Discord, as conversations in voice channels need it. Ids are Discord's, as strings. */
export abstract class DiscordSettings {
  /**
   * The agent as it is set now, with the server's values where it sets none; the default agent without an id.
   * @throws InvalidInputError `agent_id` when there is none of that id.
   */
  abstract agent(agentId: string | undefined): Promise<DiscordAgent>;
  /** The agent chosen for a guild, if any. @throws when the database is away and that was never read. */
  abstract guildAgentId(guildId: string): Promise<string | undefined>;
  /** Text channel that the guild wants captions in, if any. @throws when the database is away. */
  abstract captionsChannelId(guildId: string): Promise<string | undefined>;
  /** Roles whose people may confirm there what others have asked for, as far as they are in memory: a yes does not wait for them. */
  abstract confirmingRoleIds(guildId: string): readonly string[];
  /** Who is what there, as it was read last: a packet does not wait for it. */
  abstract guildRoles(guildId: string): GuildRoleIds;
  /** The same, read anew. @throws when the database is away and that was never read. */
  abstract readGuildRoles(guildId: string): Promise<GuildRoleIds>;
  /**
   * Everybody who opted out of being listened to. Asked before a channel is joined: when it rejects, nobody is
   * listened to, so it should answer from memory while the database is away.
   */
  abstract optedOutUserIds(): Promise<readonly string[]>;
  /** The language (BCP 47) that somebody said they speak, as far as it is in memory: speech does not wait for it. */
  abstract language(userId: string): string | undefined;
  /**
   * The user (`users.id`) that somebody is linked with, as far as it is in memory; null: nobody; undefined while that was
   * never read.
   */
  abstract linkedUser(userId: string): string | null | undefined;
  /** The same, asked for where it is not known; null where the database is away. */
  abstract findLinkedUser(userId: string): Promise<string | null>;
  /**
   * Whether `bot` joins `channelId` by itself when somebody is there, and as which agent (its own, or the guild's, when
   * `agentId` is absent). Undefined: it does not.
   */
  abstract autoJoin(
    bot: Pick<VoiceBot, 'agentId'>,
    channelId: string,
  ): Promise<{ readonly agentId?: string } | undefined>;
}
