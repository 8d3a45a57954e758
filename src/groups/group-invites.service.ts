import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { GroupInviteEntity, GroupMemberEntity } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { type EntityManager, LessThanOrEqual, MoreThan, Repository } from 'typeorm';

import { type GroupRole, type Identity, isAtLeast } from '../identity';
import { hashOfSecret, randomSecret } from '../secrets';
import { GroupAccess, notAllowed } from './group-access';
import { assertMayHaveMore, assertMayJoinMore, MAX_INVITES } from './group-caps';
import type { CreateGroupInvite } from './group-invite.schema';

/** What is found by scanners of secrets. */
const START = 'voxg_';

/** Invites to groups: 256 random bits each, of which the database has the hash alone. */
@Injectable()
export class GroupInvitesService {
  constructor(
    @InjectRepository(GroupInviteEntity) private readonly invites: Repository<GroupInviteEntity>,
    private readonly access: GroupAccess,
    private readonly clock: Clock,
  ) {}

  /**
   * The token is given back this once, and not kept.
   * @throws NotFoundException; ForbiddenException for who is no admin of the group, or gives more than they have;
   * ConflictException when it has too many.
   */
  create(
    caller: Identity,
    groupId: string,
    { role, expires_in_s: validityS, max_uses: maxUses }: CreateGroupInvite,
  ): Promise<{ row: GroupInviteEntity; token: string }> {
    return this.access.change(caller, groupId, 'admin', async (manager, own) => {
      if (!isAtLeast(own, role)) throw notAllowed('Nobody gives more than they have.');
      const nowMs = this.clock.wallMs();
      const expiresAt = LessThanOrEqual(new Date(nowMs));
      await manager.delete(GroupInviteEntity, { groupId, expiresAt });
      if ((await manager.countBy(GroupInviteEntity, { groupId })) >= MAX_INVITES) {
        throw new ConflictException(`The group has ${MAX_INVITES} invites: take one back first`);
      }
      const token = START + randomSecret();
      const row = manager.create(GroupInviteEntity, {
        groupId,
        invitedBy: await memberIdOf(manager, caller, groupId),
        tokenHash: hashOfSecret(token),
        role,
        maxUses,
        uses: 0,
        expiresAt: new Date(nowMs + validityS * 1000),
      });
      return { row: await manager.save(row), token };
    });
  }

  /** Those that have not expired, the newest first. @throws NotFoundException, ForbiddenException */
  async list(caller: Identity, groupId: string): Promise<GroupInviteEntity[]> {
    await this.access.require(caller, groupId, 'admin');
    return this.invites.find({
      where: { groupId, expiresAt: MoreThan(new Date(this.clock.wallMs())) },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
  }

  /** Nobody joins with it any more; who has joined stays. @throws NotFoundException, ForbiddenException */
  async revoke(caller: Identity, groupId: string, id: string): Promise<void> {
    const { affected } = await this.access.change(caller, groupId, 'admin', (manager) =>
      manager.delete(GroupInviteEntity, { id, groupId }),
    );
    if (affected === 0) throw new NotFoundException('There is no such invite (any more)');
  }

  /**
   * Makes a user a member with an invite; who is one already becomes what it is for where that is more, and else it is not used.
   * @returns the group's id; undefined when the invite is not good (any more).
   * @throws ConflictException when they are in too many groups, or the group has too many members.
   */
  async join(userId: string, token: string): Promise<string | undefined> {
    const tokenHash = hashOfSecret(token);
    const found = await this.invites.findOneBy({ tokenHash });
    if (found === null || !this.#isGood(found)) return undefined;
    const { groupId } = found;
    const isIn = await this.access.changeAny(groupId, async (manager) => {
      // Once more, now that nobody else joins with it or takes it back.
      const invite = await manager.findOneBy(GroupInviteEntity, { tokenHash });
      if (invite === null || !this.#isGood(invite)) return false;
      if (await becomes(manager, groupId, userId, invite.role)) {
        await manager.increment(GroupInviteEntity, { id: invite.id }, 'uses', 1);
      }
      return true;
    });
    return isIn ? groupId : undefined;
  }

  #isGood({ expiresAt, maxUses, uses }: GroupInviteEntity): boolean {
    return expiresAt.getTime() > this.clock.wallMs() && (maxUses === null || uses < maxUses);
  }
}

/** @returns false when they were that, or more, before. */
async function becomes(
  manager: EntityManager,
  groupId: string,
  userId: string,
  role: GroupRole,
): Promise<boolean> {
  const known = await manager.findOneBy(GroupMemberEntity, { groupId, userId });
  if (isAtLeast(known?.role, role)) return false;
  if (known === null) {
    await assertMayHaveMore(manager, groupId);
    await assertMayJoinMore(manager, userId);
  }
  await manager.upsert(GroupMemberEntity, { groupId, userId, role }, ['groupId', 'userId']);
  return true;
}

/** Null for an admin of the server who is not in the group. */
async function memberIdOf(
  manager: EntityManager,
  { ownerId: userId }: Identity,
  groupId: string,
): Promise<string | null> {
  if (userId === null) return null;
  return (await manager.existsBy(GroupMemberEntity, { groupId, userId })) ? userId : null;
}
