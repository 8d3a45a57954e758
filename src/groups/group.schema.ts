import type { GroupEntity } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { type GroupRole, ROLES } from '../identity';

export const groupRole = z
  .enum(ROLES)
  .describe(
    'Guests know that the group is there. Members see who is in it. Admins name it, invite, and change and remove members up to their own role; owners delete it.',
  );

const name = text()
  .trim()
  .min(1)
  .max(100)
  .describe('What its members call it; others may be called so too.');

export const createGroupSchema = z.strictObject({
  name,
  owner_id: givenId()
    .optional()
    .describe(
      'Whose it is; whoever asks when absent. Only admins of the server name somebody else.',
    ),
});
export type CreateGroup = z.output<typeof createGroupSchema>;

export const updateGroupSchema = z.strictObject({ name });
export type UpdateGroup = z.output<typeof updateGroupSchema>;

export const groupSchema = z
  .object({
    id: z.uuid(),
    name: text(),
    role: groupRole
      .nullable()
      .describe('What whoever asks is in it. Null: an admin of the server, who is not in it.'),
    member_count: z.number().int(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Group' });
export type GroupJson = z.output<typeof groupSchema>;

export type ListedGroup = {
  readonly group: GroupEntity;
  readonly role: GroupRole | null;
  readonly memberCount: number;
};

export function toGroupJson({ group, role, memberCount }: ListedGroup): GroupJson {
  return {
    id: group.id,
    name: group.name,
    role,
    member_count: memberCount,
    created_at: group.createdAt.toISOString(),
  };
}
