import type { StoredRole } from '@vox/database';

import { type Identity, ROLES } from './identity';

/** What somebody is in a group: guests know that it is there, members share its sessions, admins see to both. */
export type GroupRole = StoredRole;

/** Whether `role` is `needed` or more; false for who has none. */
export function isAtLeast(role: GroupRole | undefined, needed: GroupRole): boolean {
  return role !== undefined && ROLES.indexOf(role) <= ROLES.indexOf(needed);
}

/** Whether somebody is in other groups than before, or something else in one. */
export function isRegrouped(before: Identity, now: Identity): boolean {
  const [earlier, later] = [before, now].map(({ groups }) => [...(groups ?? [])]);
  return (
    earlier?.length !== later?.length ||
    later?.some(([id, role]) => before.groups?.get(id) !== role) === true
  );
}

/** SQL: the groups of the user whose row is `owner`, for `groupsIn`. Only PostgreSQL makes one value of rows. */
export const GROUPS_OF_OWNER = `(select jsonb_object_agg(member.group_id, member.role)
  from group_members member where member.user_id = owner.id)`;

/** What `GROUPS_OF_OWNER` answers, as an identity has it. */
export function groupsIn(
  answer: Readonly<Record<string, GroupRole>> | null,
): Pick<Identity, 'groups'> {
  return answer === null ? {} : { groups: new Map(Object.entries(answer)) };
}
