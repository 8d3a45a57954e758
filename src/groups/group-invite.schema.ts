import type { GroupInviteEntity } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { groupRole } from './group.schema';

const DAY_S = 24 * 3600;

export const groupInviteParams = z.object({ id: givenId(), invite_id: givenId() });

export const createGroupInviteSchema = z.strictObject({
  role: groupRole
    .default('member')
    .describe('What somebody becomes who joins with it: no more than who invites.'),
  expires_in_s: z
    .number()
    .int()
    .min(60)
    .max(30 * DAY_S)
    .default(7 * DAY_S)
    .describe('Seconds until it is good no longer.'),
  max_uses: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .default(1)
    .describe('How many may join with it. Null: any number.'),
});
export type CreateGroupInvite = z.output<typeof createGroupInviteSchema>;

export const joinGroupSchema = z.strictObject({
  token: text().min(1).max(200).describe('Of an invite.'),
});
export type JoinGroup = z.output<typeof joinGroupSchema>;

const known = {
  id: z.uuid(),
  group_id: z.uuid(),
  role: groupRole,
  max_uses: z.number().int().nullable(),
  uses: z.number().int().describe('How many have joined with it.'),
  expires_at: z.iso.datetime(),
  invited_by: z.uuid().nullable().describe('Null: an admin of the server.'),
};

export const groupInviteSchema = z.object(known).meta({ id: 'GroupInvite' });
export type GroupInviteJson = z.output<typeof groupInviteSchema>;

export const madeGroupInviteSchema = z
  .object({ ...known, token: text().describe('Lets join; shown this once.') })
  .meta({ id: 'MadeGroupInvite' });
export type MadeGroupInviteJson = z.output<typeof madeGroupInviteSchema>;

export function toGroupInviteJson(row: GroupInviteEntity): GroupInviteJson {
  return {
    id: row.id,
    group_id: row.groupId,
    role: row.role,
    max_uses: row.maxUses,
    uses: row.uses,
    expires_at: row.expiresAt.toISOString(),
    invited_by: row.invitedBy,
  };
}
