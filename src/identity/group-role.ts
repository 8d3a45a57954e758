import type { StoredRole } from '@vox/database';

import { ROLES } from './identity';

/** What somebody is in a group: guests know that it is there, members share its sessions, admins see to both. */
export type GroupRole = StoredRole;

/** Whether `role` is `needed` or more; false for who has none. */
export function isAtLeast(role: GroupRole | undefined, needed: GroupRole): boolean {
  return role !== undefined && ROLES.indexOf(role) <= ROLES.indexOf(needed);
}
