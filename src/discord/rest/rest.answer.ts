import { z } from 'zod';

import { ROLES } from '../../identity';
import type { GuildChoices } from '../settings/guild-settings';
import type { VoiceChannelStatus } from '../voice-channels';

/** When requests about voice channels are refused. */
export const NO_BOT = 'No Discord bot is logged in, or the agent cannot talk now.';
export const NOT_LET_IN = 'Discord did not let the bot in.';
export const NOT_THERE = 'The bot is in no such voice channel.';

export const guildChannelsSchema = z.object({
  guilds: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      channels: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          userCount: z.number().int().describe('People, bots not counted.'),
        }),
      ),
    }),
  ),
});

export const guildSettingsSchema = z
  .object({
    guild_id: z.string(),
    agent_id: z.uuid().nullable().describe('Null: the default one.'),
    captions_channel_id: z.string().nullable(),
    confirming_role_ids: z
      .array(z.string())
      .describe('Roles whose people may say yes to what others have asked for.'),
    member_role_ids: z.array(z.string()).describe('Roles whose people are heard; none: everybody.'),
    admin_role_ids: z
      .array(z.string())
      .describe('Roles whose people steer the bot, beside who manages the server.'),
  })
  .meta({ id: 'Guild' });
export type GuildSettingsJson = z.output<typeof guildSettingsSchema>;

export function toGuildSettingsJson(
  guildId: string,
  { agentId, captionsChannelId, confirmingRoleIds, memberRoleIds, adminRoleIds }: GuildChoices,
): GuildSettingsJson {
  return {
    guild_id: guildId,
    agent_id: agentId,
    captions_channel_id: captionsChannelId,
    confirming_role_ids: confirmingRoleIds,
    member_role_ids: memberRoleIds,
    admin_role_ids: adminRoleIds,
  };
}

export const doneSchema = z.object({ success: z.literal(true), message: z.string() });

export const joinedSchema = doneSchema.extend({ channelId: z.string() });

export const pluginJoinedSchema = z.object({
  success: z.literal(true),
  guild_id: z.string(),
  guild_name: z.string(),
  channel_id: z.string(),
  channel_name: z.string(),
  agent_id: z.uuid(),
  agent_name: z.string(),
  session_id: z
    .uuid()
    .nullable()
    .describe('Of the channel, in mode `room`; everybody’s own begins when they first speak.'),
});

export const pluginStatusSchema = z.object({
  agent_id: z.uuid(),
  agent_name: z.string(),
  bot: z
    .object({ ready: z.boolean(), username: z.string().nullable(), id: z.string().nullable() })
    .describe('The agent’s own, else the server’s.'),
  connections: z.array(
    z.object({
      guild_id: z.string(),
      guild_name: z.string(),
      channel_id: z.string(),
      channel_name: z.string(),
      connected: z.boolean(),
    }),
  ),
  active_sessions: z.number().int(),
});

/** One bot in one voice channel. */
export const connectionSchema = z
  .object({
    bot_id: z.string(),
    guild_id: z.string(),
    guild_name: z.string(),
    channel_id: z.string(),
    channel_name: z.string(),
    agent_id: z.uuid(),
    agent_name: z.string(),
    mode: z.enum(['personal', 'room']),
    status: z.enum(['connecting', 'ready', 'recovering']),
    reason: z.string().nullable().describe('Why it is not ready, where that is known.'),
    listening: z
      .boolean()
      .describe('People are heard: they were told of it, and the bot may speak.'),
    notice: z.enum(['off', 'spoken', 'written', 'both']).describe('How they are told.'),
    captions_channel_id: z.string().nullable(),
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        opted_out: z.boolean().describe('They do not want to be listened to, and are not.'),
        role: z
          .enum(ROLES)
          .describe('What they are to the bot, by the roles of the server; guests are not heard.'),
      }),
    ),
    session_ids: z
      .array(z.uuid())
      .describe('That go on: one in mode `room`, one for each speaker otherwise.'),
  })
  .meta({ id: 'VoiceConnection' });
export type ConnectionJson = z.output<typeof connectionSchema>;

export function toConnectionJson(status: VoiceChannelStatus): ConnectionJson {
  return {
    bot_id: status.botId,
    guild_id: status.guildId,
    guild_name: status.guildName,
    channel_id: status.channelId,
    channel_name: status.channelName,
    agent_id: status.agentId,
    agent_name: status.agentName,
    mode: status.mode,
    status: status.status,
    reason: status.reason ?? null,
    listening: status.isListening,
    notice: status.notice,
    captions_channel_id: status.captionsChannelId ?? null,
    people: status.people.map(({ userId, name, hasOptedOut, role }) => ({
      id: userId,
      name,
      opted_out: hasOptedOut,
      role,
    })),
    session_ids: status.sessions.map(({ sessionId }) => sessionId),
  };
}
