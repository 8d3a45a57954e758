import type { GroupMemberEntity } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { groupRole } from './group.schema';

export const memberParams = z.object({ id: givenId(), user_id: givenId() });

export const updateMemberSchema = z.strictObject({ role: groupRole });
export type UpdateMember = z.output<typeof updateMemberSchema>;

export const memberSchema = z
  .object({
    user_id: z.uuid(),
    display_name: text(),
    role: groupRole,
    joined_at: z.iso.datetime(),
  })
  .meta({ id: 'GroupMember' });
export type MemberJson = z.output<typeof memberSchema>;

export type ListedMember = { readonly member: GroupMemberEntity; readonly displayName: string };

export function toMemberJson({ member, displayName }: ListedMember): MemberJson {
  return {
    user_id: member.userId,
    display_name: displayName,
    role: member.role,
    joined_at: member.joinedAt.toISOString(),
  };
}
