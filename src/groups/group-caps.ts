import { ConflictException } from '@nestjs/common';
import { GroupMemberEntity } from '@vox/database';
import type { EntityManager } from 'typeorm';

/** Each question about sessions names all groups of whoever asks. */
const MAX_GROUPS_OF_ONE = 50;

/** One list shows all. */
const MAX_MEMBERS = 500;

/** One list shows all. */
export const MAX_INVITES = 100;

/** @throws ConflictException when a user is in as many groups as anybody may be. */
export async function assertMayJoinMore(manager: EntityManager, userId: string): Promise<void> {
  if ((await manager.countBy(GroupMemberEntity, { userId })) < MAX_GROUPS_OF_ONE) return;
  throw new ConflictException(
    `Nobody is in more than ${MAX_GROUPS_OF_ONE} groups: leave one first`,
  );
}

/** @throws ConflictException when a group has as many members as any may have. */
export async function assertMayHaveMore(manager: EntityManager, groupId: string): Promise<void> {
  if ((await manager.countBy(GroupMemberEntity, { groupId })) < MAX_MEMBERS) return;
  throw new ConflictException(`No group has more than ${MAX_MEMBERS} members`);
}
