import { z } from 'zod';

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
