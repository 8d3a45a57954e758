import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { describedAs, turnIdFields } from '../../http';

const SNOWFLAKE = /^\d{15,20}$/u;

/** Discord's ids. Numbers are refused, not converted: JSON has already rounded their last digits. */
const snowflake = text('must be a string of digits: a number loses its last ones').regex(
  SNOWFLAKE,
  'must be an id of 15 to 20 digits',
);

/** The predecessor's names of the same fields. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['guildId', 'guild_id'],
  ['channelId', 'channel_id'],
]);

/** Takes a field under its alias too; the error names it as it was sent. */
function withAliases<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  const taken = z.unknown().transform((body, context): z.output<typeof schema> => {
    const used = new Map<string, string>();
    const fields =
      typeof body === 'object' && body !== null && !Array.isArray(body)
        ? Object.fromEntries(
            Object.entries(body).map(([name, value]: [string, unknown]) => {
              const field = ALIASES.get(name) ?? name;
              used.set(field, name);
              return [field, value];
            }),
          )
        : (body ?? {});
    const result = schema.safeParse(fields);
    if (result.success) return result.data;
    for (const { message, path, ...issue } of result.error.issues) {
      const [field, ...rest] = path.map(String);
      const sent = field === undefined ? [] : [used.get(field) ?? field, ...rest];
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      context.addIssue({ code: 'custom', message, path: [...sent, ...keys.slice(0, 1)] });
    }
    return z.NEVER;
  });
  return describedAs(taken, schema);
}

export const joinBody = z.strictObject({
  guild_id: snowflake,
  channel_id: snowflake,
  agent_id: givenId().optional().describe('Who talks there; the guild’s agent when absent.'),
  session_id: givenId()
    .optional()
    .describe('A stored session that goes on, with everybody in the channel.'),
});
export const joinSchema = withAliases(joinBody);
export type Join = z.output<typeof joinSchema>;

/** A server has one voice channel of the bot's at most: the guild says which, `channel_id` is taken as in `/voice/join`. */
const leaveBody = z.strictObject({
  guild_id: snowflake.optional().describe('Needed where the bot is in several.'),
  channel_id: snowflake.optional(),
  agent_id: givenId().optional().describe('Whose bot, where several are there.'),
});
export const leaveSchema = withAliases(leaveBody);
export type Leave = z.output<typeof leaveSchema>;

export const guildParams = z.object({ id: snowflake });
export type GuildParams = z.output<typeof guildParams>;

/** Discord knows no more of them in a server. */
const MAX_ROLES = 250;

const roleIds = z.array(snowflake).max(MAX_ROLES).optional();

/** Each list is replaced where it is given. */
export const updateGuildSchema = z.strictObject({
  confirming_role_ids: roleIds.describe(
    'Roles whose people may say yes to what others have asked for, all of them at once; none: only who has asked may.',
  ),
  member_role_ids: roleIds.describe(
    'Roles whose people are heard, all of them at once; none: everybody is. Admins, and who manages the server, always are.',
  ),
  admin_role_ids: roleIds.describe(
    'Roles whose people bring the bot in, send it away and change what the server has chosen, all of them at once; none: only who manages the server changes it, and whoever may talk brings the bot in.',
  ),
});
export type UpdateGuild = z.output<typeof updateGuildSchema>;

export const pluginJoinSchema = z.strictObject({
  agent_id: givenId(),
  guild_id: snowflake,
  channel_id: snowflake,
  session_id: givenId().optional(),
});
export type PluginJoin = z.output<typeof pluginJoinSchema>;

export const pluginLeaveSchema = z.strictObject({ agent_id: givenId(), guild_id: snowflake });
export type PluginLeave = z.output<typeof pluginLeaveSchema>;

const words = text().trim().min(1).max(10_000);

/**
 * What a workflow of the predecessor sends: with the `session_id` it was given, with the Discord server to speak in, or with
 * neither where the bot is in one voice channel only.
 */
const speakBody = z
  .strictObject({
    output: z.object({ content: words }),
    options: z
      .unknown()
      .optional()
      .describe("How it is spoken: the agent's voice settings, also in the predecessor's words."),
    session_id: givenId().optional(),
    ...turnIdFields,
    guild_id: snowflake.optional(),
    channel_id: snowflake.optional(),
    agent_id: givenId().optional().describe('Whose bot speaks, where several are in the server.'),
  })
  .superRefine((request, context) => {
    for (const field of ['turnId', 'turn_id'] as const) {
      if (request[field] === undefined || request.session_id !== undefined) continue;
      const message = 'is of one conversation: send its session_id too';
      context.addIssue({ code: 'custom', path: [field], message });
    }
    const place = (['guild_id', 'channel_id'] as const).find((name) => request[name] !== undefined);
    if (request.session_id === undefined || place === undefined) return;
    const message = `is of one conversation, ${place} of a channel: only one of them can be meant`;
    context.addIssue({ code: 'custom', path: ['session_id'], message });
  });
export const speakSchema = withAliases(speakBody);
export type Speak = z.output<typeof speakSchema>;
