import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { GroupInviteEntity, GroupMemberEntity, UserEntity } from '@vox/database';
import { type EntityManager, Repository } from 'typeorm';

import { type GroupRole, type Identity, isAtLeast } from '../identity';
import { GroupAccess, groupNotFound, notAllowed } from './group-access';
import type { ListedMember, UpdateMember } from './group-member.schema';

/** Who is in a group. Nobody gives more than they have, nor takes anything from who has more. */
@Injectable()
export class GroupMembersService {
  constructor(
    @InjectRepository(GroupMemberEntity) private readonly members: Repository<GroupMemberEntity>,
    private readonly access: GroupAccess,
  ) {}

  /** Who came first comes first. @throws NotFoundException, ForbiddenException for guests. */
  async list(caller: Identity, groupId: string): Promise<ListedMember[]> {
    await this.access.require(caller, groupId, 'member');
    return this.#listed(groupId);
  }

  /** @throws NotFoundException, ForbiddenException; ConflictException for the last owner. */
  async change(
    caller: Identity,
    groupId: string,
    userId: string,
    { role }: UpdateMember,
  ): Promise<ListedMember> {
    await this.access.change(caller, groupId, 'admin', async (manager, own) => {
      const member = await this.#within(manager, own, groupId, userId);
      if (!isAtLeast(own, role)) throw notAllowed('Nobody gives more than they have.');
      if (member.role === 'owner' && role !== 'owner') await assertNotLastOwner(manager, groupId);
      await manager.update(GroupMemberEntity, { groupId, userId }, { role });
      // What they have given out was worth more than they are now.
      if (!isAtLeast(role, member.role)) {
        await manager.delete(GroupInviteEntity, { groupId, invitedBy: userId });
      }
    });
    const [changed] = await this.#listed(groupId, userId);
    if (changed === undefined) throw memberNotFound();
    return changed;
  }

  /** @throws as `change` */
  async remove(caller: Identity, groupId: string, userId: string): Promise<void> {
    if (userId === caller.ownerId) return this.leave(caller, groupId);
    await this.access.change(caller, groupId, 'admin', async (manager, own) => {
      const member = await this.#within(manager, own, groupId, userId);
      await takeOut(manager, member);
    });
  }

  /** @throws NotFoundException, ConflictException for the last owner. */
  async leave(caller: Identity, groupId: string): Promise<void> {
    const { ownerId: userId } = caller;
    if (userId === null) throw groupNotFound();
    await this.access.change(caller, groupId, 'guest', async (manager) => {
      const member = await manager.findOneBy(GroupMemberEntity, { groupId, userId });
      if (member === null) throw groupNotFound();
      await takeOut(manager, member);
    });
  }

  /** One that `own` is enough to change. */
  async #within(
    manager: EntityManager,
    own: GroupRole,
    groupId: string,
    userId: string,
  ): Promise<GroupMemberEntity> {
    const member = await manager.findOneBy(GroupMemberEntity, { groupId, userId });
    if (member === null) throw memberNotFound();
    if (!isAtLeast(own, member.role)) throw notAllowed('They are more in the group than you.');
    return member;
  }

  async #listed(groupId: string, userId?: string): Promise<ListedMember[]> {
    const query = this.members
      .createQueryBuilder('member')
      .innerJoin(UserEntity, 'person', 'person.id = member.user_id')
      .addSelect('person.display_name', 'display_name')
      .where('member.group_id = :groupId', { groupId })
      .orderBy('member.joined_at')
      .addOrderBy('member.user_id');
    if (userId !== undefined) query.andWhere('member.user_id = :userId', { userId });
    const { entities, raw } = await query.getRawAndEntities<{ readonly display_name: string }>();
    return entities.map((member, index) => ({
      member,
      displayName: raw[index]?.display_name ?? '',
    }));
  }
}

async function takeOut(manager: EntityManager, member: GroupMemberEntity): Promise<void> {
  const { groupId, userId, role } = member;
  if (role === 'owner') await assertNotLastOwner(manager, groupId);
  await manager.delete(GroupMemberEntity, { groupId, userId });
}

async function assertNotLastOwner(manager: EntityManager, groupId: string): Promise<void> {
  if ((await manager.countBy(GroupMemberEntity, { groupId, role: 'owner' })) > 1) return;
  throw new ConflictException(
    'A group has always an owner: make somebody else one first, or delete the group',
  );
}

function memberNotFound(): NotFoundException {
  return new NotFoundException('There is no such member');
}
