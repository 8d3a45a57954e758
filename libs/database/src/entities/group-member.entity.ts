import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { GroupEntity } from './group.entity';
import { type StoredRole, UserEntity } from './user.entity';

/** Who is in a group. When the last owner goes, its oldest admin or else member is its owner; without either it is gone. */
@Entity({ name: 'group_members' })
@Index('group_members_user', ['userId'])
@Check('group_members_role_check', "role in ('owner', 'admin', 'member', 'guest')")
export class GroupMemberEntity {
  @ForeignKey(() => GroupEntity, { name: 'group_members_group_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({
    name: 'group_id',
    type: 'uuid',
    primaryKeyConstraintName: 'group_members_pkey',
  })
  groupId!: string;

  @ForeignKey(() => UserEntity, { name: 'group_members_user_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'uuid', primaryKeyConstraintName: 'group_members_pkey' })
  userId!: string;

  @Column({ type: 'varchar', length: 20 })
  role!: StoredRole;

  @CreateDateColumn({ name: 'joined_at', type: 'timestamptz' })
  joinedAt!: Date;
}
