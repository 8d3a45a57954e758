import type { AgentDiscordSettings } from '@vox/database';
import { text } from '@vox/protocol';
import { z } from 'zod';

const MAX_WAKE_PHRASES = 20;
const MAX_CHANNELS = 50;

/** Discord's ids are strings: as a number the last digits are lost. */
const snowflake = text('must be an id as a string of digits').regex(
  /^\d{15,20}$/u,
  'must be an id of 15 to 20 digits',
);

/** What people call an agent by; empty is refused with a reason of its own. */
export const callable = (most: number) =>
  text()
    .trim()
    .min(1)
    .max(most)
    .regex(/^$|[\p{L}\p{N}]/u, 'must have a letter or a digit, or nobody can call the agent by it');

export const discordFields = {
  mode: z
    .enum(['personal', 'room'])
    .describe('personal: a conversation with every speaker. room: one with the whole channel.'),
  answers: z
    .enum(['always', 'addressed'])
    .describe('In a room: to everything, or only to what calls the agent.'),
  wake_phrases: z
    .array(callable(60))
    .max(MAX_WAKE_PHRASES)
    .describe('What calls the agent, besides its name.'),
  barge_in_by: z
    .enum(['anyone', 'addressee'])
    .describe('In a room: whose speech may interrupt an answer.'),
  auto_join_channel_ids: z
    .array(snowflake)
    .max(MAX_CHANNELS)
    .describe('Voice channels that are joined when somebody enters.'),
  notice: z
    .enum(['off', 'spoken', 'written', 'both'])
    .nullable()
    .describe('How people are told that they are heard; null for DISCORD_CONSENT_NOTICE.'),
  notice_text: text().trim().min(1).max(500).nullable(),
} as const satisfies Record<keyof AgentDiscordSettings, z.ZodType>;

/** What is left out stays as it is, or is the default in a new agent. */
export const discordSettingsSchema = z.strictObject(discordFields).partial();
export type DiscordSettingsRequest = z.output<typeof discordSettingsSchema>;

/** `settings` with what a request names. */
export function withDiscordSettings(
  settings: AgentDiscordSettings,
  request: DiscordSettingsRequest | undefined,
): AgentDiscordSettings {
  const named = Object.entries(request ?? {}).filter(([, value]) => value !== undefined);
  return { ...settings, ...(Object.fromEntries(named) as Partial<AgentDiscordSettings>) };
}

/** The token of the agent's own bot: kept sealed, never shown. */
export const discordTokenSchema = text()
  .trim()
  .max(200)
  .regex(/^[\w.-]+$/u, 'must be the bot token alone, without "Bot", spaces or quotes')
  .nullable();
