import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, GroupEntity, GroupMemberEntity } from '@vox/database';
import { In, Repository, type SelectQueryBuilder } from 'typeorm';

import { newestOf, type Page } from '../accounts';
import { badField, type Cursor } from '../http';
import { type Identity, IdentityCache, isAdmin } from '../identity';
import type { CreateGroup, ListedGroup, UpdateGroup } from './group.schema';
import { GroupAccess, groupNotFound } from './group-access';
import { assertMayJoinMore } from './group-caps';

const FOREIGN_KEY_VIOLATION = '23503';

/** Groups of people who share sessions: who may know of one is in it, or an admin of the server. */
@Injectable()
export class GroupsService {
  constructor(
    @InjectRepository(GroupEntity) private readonly groups: Repository<GroupEntity>,
    @InjectRepository(GroupMemberEntity) private readonly members: Repository<GroupMemberEntity>,
    private readonly access: GroupAccess,
    private readonly cache: IdentityCache,
  ) {}

  /** The newest first: those that `caller` is in; for an admin of the server all. */
  async page(caller: Identity, page: Page): Promise<{ rows: ListedGroup[]; next?: Cursor }> {
    const { rows, ...next } = await newestOf(this.#known(caller), page);
    return { rows: await this.#listed(caller, rows), ...next };
  }

  /** @throws NotFoundException */
  async get(caller: Identity, id: string): Promise<ListedGroup> {
    const group = await this.#known(caller).andWhere('row.id = :id', { id }).getOne();
    const [listed] = group === null ? [] : await this.#listed(caller, [group]);
    if (listed === undefined) throw groupNotFound();
    return listed;
  }

  /**
   * Whoever makes one owns it.
   * @throws BadRequestException `owner_id` when there is no such user, or that is not for `caller` to say; ConflictException
   * when they are in too many.
   */
  async create(caller: Identity, request: CreateGroup): Promise<ListedGroup> {
    const { name, owner_id: ownerId = caller.ownerId } = request;
    if (ownerId === null) throw badField('owner_id', 'is missing: the server itself owns no group');
    if (ownerId !== caller.ownerId && !isAdmin(caller)) {
      throw badField('owner_id', 'only admins of the server name somebody else');
    }
    const { id } = await this.groups.manager
      .transaction(async (manager) => {
        const group = await manager.save(manager.create(GroupEntity, { name }));
        await assertMayJoinMore(manager, ownerId);
        await manager.insert(GroupMemberEntity, {
          groupId: group.id,
          userId: ownerId,
          role: 'owner',
        });
        return group;
      })
      .catch((error: unknown) => {
        if (errorCode(error) !== FOREIGN_KEY_VIOLATION) throw error;
        throw badField('owner_id', 'there is no such user');
      });
    this.cache.changed();
    return this.get(caller, id);
  }

  /** @throws NotFoundException, ForbiddenException */
  async update(caller: Identity, id: string, { name }: UpdateGroup): Promise<ListedGroup> {
    await this.access.change(caller, id, 'admin', (manager) =>
      manager.update(GroupEntity, { id }, { name }),
    );
    return this.get(caller, id);
  }

  /** @throws NotFoundException, ForbiddenException */
  async remove(caller: Identity, id: string): Promise<void> {
    await this.access.change(caller, id, 'owner', (manager) => manager.delete(GroupEntity, { id }));
  }

  #known(caller: Identity): SelectQueryBuilder<GroupEntity> {
    const query = this.groups.createQueryBuilder('row');
    if (isAdmin(caller)) return query;
    return query.andWhere(
      'row.id in (select member.group_id from group_members member where member.user_id = :userId)',
      { userId: caller.ownerId },
    );
  }

  async #listed(caller: Identity, groups: readonly GroupEntity[]): Promise<ListedGroup[]> {
    const groupId = In(groups.map(({ id }) => id));
    const { ownerId: userId } = caller;
    const [own, counts] = await Promise.all([
      userId === null ? [] : this.members.findBy({ groupId, userId }),
      this.members
        .createQueryBuilder('member')
        .select('member.group_id', 'id')
        .addSelect('count(*)::int', 'count')
        .where({ groupId })
        .groupBy('member.group_id')
        .getRawMany<{ readonly id: string; readonly count: number }>(),
    ]);
    const roles = new Map(own.map(({ groupId: id, role }) => [id, role]));
    const countOf = new Map(counts.map(({ id, count }) => [id, count]));
    return groups.map((group) => ({
      group,
      role: roles.get(group.id) ?? null,
      memberCount: countOf.get(group.id) ?? 0,
    }));
  }
}
