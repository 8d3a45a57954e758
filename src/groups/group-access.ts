import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { GroupEntity, GroupMemberEntity } from '@vox/database';
import { type EntityManager, Repository } from 'typeorm';

import type { ProblemName } from '../http';
import { type GroupRole, type Identity, IdentityCache, isAdmin, isAtLeast } from '../identity';

/** Who may do what in a group, asked of the database. Admins of the server may all that its owners may. */
@Injectable()
export class GroupAccess {
  constructor(
    @InjectRepository(GroupEntity) private readonly groups: Repository<GroupEntity>,
    private readonly cache: IdentityCache,
  ) {}

  /**
   * What `caller` is in the group, which is `needed` or more.
   * @throws NotFoundException when there is none, or they are not in it; ForbiddenException when they are less.
   */
  async require(
    caller: Identity,
    groupId: string,
    needed: GroupRole,
    manager: EntityManager = this.groups.manager,
  ): Promise<GroupRole> {
    const role = await roleIn(manager, caller, groupId);
    if (role === undefined) throw groupNotFound();
    if (!isAtLeast(role, needed)) throw notAllowed(`Only who is ${needed} of the group, or more.`);
    return role;
  }

  /**
   * Does `work` in a transaction in which nobody else changes the group; from then on everybody is asked for anew.
   * @throws as `require`, and what `work` throws.
   */
  async change<T>(
    caller: Identity,
    groupId: string,
    needed: GroupRole,
    work: (manager: EntityManager, own: GroupRole) => Promise<T>,
  ): Promise<T> {
    // First, so that strangers hold up nobody.
    await this.require(caller, groupId, needed);
    return this.changeAny(groupId, async (manager) =>
      work(manager, await this.require(caller, groupId, needed, manager)),
    );
  }

  /** As `change`, for whoever may do it. */
  async changeAny<T>(groupId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const done = await this.groups.manager.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const group = await manager.findOne(GroupEntity, { where: { id: groupId }, lock });
      if (group === null) throw groupNotFound();
      return work(manager);
    });
    this.cache.changed();
    return done;
  }
}

/** One question, and the same work, whether there is no group or they are not in it. */
async function roleIn(
  manager: EntityManager,
  caller: Identity,
  groupId: string,
): Promise<GroupRole | undefined> {
  const found = await manager
    .createQueryBuilder(GroupEntity, 'row')
    .leftJoin(
      GroupMemberEntity,
      'member',
      'member.group_id = row.id and member.user_id = :userId',
      { userId: caller.ownerId },
    )
    .select('member.role', 'role')
    .where('row.id = :groupId', { groupId })
    .getRawOne<{ readonly role: GroupRole | null }>();
  if (found === undefined) return undefined;
  return isAdmin(caller) ? 'owner' : (found.role ?? undefined);
}

export function groupNotFound(): NotFoundException {
  return new NotFoundException('There is no such group');
}

export function notAllowed(message: string): ForbiddenException {
  return new ForbiddenException({ message, problem: 'not-allowed' satisfies ProblemName });
}
