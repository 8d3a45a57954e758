import { choice, env, text, url } from '@vox/environment';
import { z } from 'zod';

/** A snowflake. Discord's ids are numbers too long for a JavaScript number. */
const SNOWFLAKE = /^\d{15,20}$/u;

const snowflakes = () =>
  z.string().transform((text, context) => {
    const ids = text.split(',').map((id) => id.trim());
    if (ids.every((id) => SNOWFLAKE.test(id))) return ids;
    context.addIssue('must be channel ids (15 to 20 digits), separated by commas');
    return z.NEVER;
  });

export const discordSchema = z.object({
  DISCORD_TOKEN: env(
    z
      .string()
      .regex(/^[^\s"']+$/u, 'must be the bot token alone, without "Bot", spaces or quotes')
      .optional(),
  ).describe("Token of the server's own bot; agents may have bots of their own. Off when absent."),
  DISCORD_API_URL: env(url('http:', 'https:').default('https://discord.com/api')).describe(
    'Where the Discord API is, without version; change it for a proxy or a stand-in.',
  ),
  DISCORD_AUTO_JOIN_CHANNELS: env(snowflakes().optional()).describe(
    "Voice channels, as comma-separated ids, that the server's bot joins when somebody enters.",
  ),
  DISCORD_CONSENT_NOTICE: env(
    choice(['off', 'spoken', 'written', 'both']).default('written'),
  ).describe(
    'How people are told on join that they are heard: off, spoken, written (in the text channel) or both.',
  ),
  DISCORD_CONSENT_NOTICE_TEXT: env(
    text()
      .refine((words) => words.length <= 500, 'must have at most 500 characters')
      .optional(),
  ).describe(
    "The notice in your own words; else a standard one, in the agent's language where there is one (en, de, fr, es).",
  ),
});
