/** A role as Discord shows it. */
export function roleMention(roleId: string): string {
  return `<@&${roleId}>`;
}

/** The same in a guild, whose role that everybody has is named, not mentioned. */
export function roleMentionIn(guildId: string, roleId: string): string {
  return roleId === guildId ? '@everyone' : roleMention(roleId);
}
