import { type GroupRole, isAtLeast } from '../identity';
import type { GuildRoleIds } from './settings.port';

/** What Discord says of somebody in a guild. */
export type GuildPerson = {
  /** They have Discord's "Manage Server". */
  readonly managesServer: boolean;
  hasRole(roleIds: readonly string[]): boolean;
};

/**
 * What somebody is to the bot in a guild, in the words of groups: owners (who manage the server) say who is an admin, admins steer the
 * bot, members talk with it, guests are not heard. Each may what those after them may.
 */
export function guildRoleOf(
  { adminRoleIds, memberRoleIds }: GuildRoleIds,
  person: GuildPerson,
): GroupRole {
  if (person.managesServer) return 'owner';
  if (person.hasRole(adminRoleIds)) return 'admin';
  return memberRoleIds.length === 0 || person.hasRole(memberRoleIds) ? 'member' : 'guest';
}

/** Whether they bring the bot in and send it away: admins, where a role makes some; else whoever may talk. */
export function maySteer(role: GroupRole, { adminRoleIds }: GuildRoleIds): boolean {
  return isAtLeast(role, adminRoleIds.length === 0 ? 'member' : 'admin');
}

export function mayTalk(role: GroupRole): boolean {
  return isAtLeast(role, 'member');
}
