import type { RecordTurn } from './job-catalogue';

/** Discord users have this before their id where they have a session of their own. */
const DISCORD_USER = /^discord:(?<id>\d+)$/u;

/** Everybody whose words a turn holds and who may ask to be forgotten. */
export function discordUserIds({
  speakerIds = [],
  session,
}: Pick<RecordTurn, 'speakerIds'> & { readonly session: { readonly userId: string } }): string[] {
  const own = DISCORD_USER.exec(session.userId)?.groups?.['id'];
  return [...speakerIds, ...(own === undefined ? [] : [own])];
}
