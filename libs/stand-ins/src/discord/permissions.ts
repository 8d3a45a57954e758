import { PermissionFlagsBits } from 'discord-api-types/v10';

export type Permission = keyof typeof PermissionFlagsBits;

/** What everybody may do unless told otherwise. */
export const EVERYONE_MAY: readonly Permission[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
  'Connect',
  'Speak',
  'UseVAD',
  'UseApplicationCommands',
  'RequestToSpeak',
  'ChangeNickname',
];

export type Overwrite = {
  readonly id: string;
  readonly isRole: boolean;
  readonly allow: bigint;
  readonly deny: bigint;
};

export function bitsOf(permissions: Iterable<Permission>): bigint {
  let bits = 0n;
  for (const permission of permissions) bits |= PermissionFlagsBits[permission];
  return bits;
}

/** What somebody with `base` and `roleIds` may do in a channel. @see Discord's Permissions, "Permission Overwrites" */
export function permissionsIn(
  overwrites: Iterable<Overwrite>,
  base: bigint,
  member: { readonly id: string; readonly roleIds: readonly string[]; readonly guildId: string },
): bigint {
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return (1n << 53n) - 1n;
  const all = [...overwrites];
  const change = (bits: bigint, chosen: readonly Overwrite[]) => {
    const denied = chosen.reduce((sum, { deny }) => sum | deny, 0n);
    return (bits & ~denied) | chosen.reduce((sum, { allow }) => sum | allow, 0n);
  };
  const forEveryone = all.filter(({ id }) => id === member.guildId);
  const forRoles = all.filter(({ id, isRole }) => isRole && member.roleIds.includes(id));
  const forMember = all.filter(({ id, isRole }) => !isRole && id === member.id);
  return [forEveryone, forRoles, forMember].reduce(change, base);
}
