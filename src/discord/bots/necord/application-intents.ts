import { type APIApplication, ApplicationFlags, GatewayIntentBits, REST, Routes } from 'discord.js';

/** Without the answer the bot logs in all the same. */
const ANSWERS_WITHIN_MS = 5000;

const MAY_FOLLOW_MEMBERS =
  ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited;

const ALWAYS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates] as const;

/**
 * What a bot is to be told of: of people's roles, too, as they change, where its application may ask for that ("Server Members
 * Intent" in the developer portal). Discord refuses the log-in of one that asks and may not. Never rejects.
 */
export async function intentsOf(
  token: string,
  apiUrl: string,
  signal: AbortSignal,
): Promise<readonly GatewayIntentBits[]> {
  const rest = new REST({
    api: apiUrl,
    timeout: ANSWERS_WITHIN_MS,
    retries: 0,
    rejectOnRateLimit: () => true,
  }).setToken(token);
  try {
    const application = await rest.get(Routes.currentApplication(), { signal });
    const { flags = 0 } = application as APIApplication;
    return (flags & MAY_FOLLOW_MEMBERS) === 0
      ? ALWAYS
      : [...ALWAYS, GatewayIntentBits.GuildMembers];
  } catch {
    // A token that is refused is told of by the log-in, and so is a Discord that is away.
    return ALWAYS;
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}
