import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

import { GroupEntity } from './group.entity';
import { GroupMemberEntity } from './group-member.entity';
import type { StoredRole } from './user.entity';

/** An invite to a group. Taken back, it is deleted; it goes with the membership of whoever has made it. */
@Entity({ name: 'group_invites' })
@Unique('group_invites_token_hash_key', ['tokenHash'])
@Index('group_invites_inviter', ['groupId', 'invitedBy'])
@Check('group_invites_role_check', "role in ('owner', 'admin', 'member', 'guest')")
@Check('group_invites_max_uses_check', 'max_uses > 0')
@Check('group_invites_token_hash_check', "token_hash ~ '^[0-9a-f]{64}$'")
@ForeignKey(() => GroupMemberEntity, ['groupId', 'invitedBy'], ['groupId', 'userId'], {
  name: 'group_invites_inviter_fkey',
  onDelete: 'CASCADE',
})
export class GroupInviteEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'group_invites_pkey' })
  id!: string;

  @ForeignKey(() => GroupEntity, { name: 'group_invites_group_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'group_id', type: 'uuid' })
  groupId!: string;

  /** Null: an admin of the server, who need not be in the group. */
  @Column({ name: 'invited_by', type: 'uuid', nullable: true })
  invitedBy!: string | null;

  /** SHA-256 of the token, in hexadecimal. */
  @Column({ name: 'token_hash', type: 'varchar', length: 64 })
  tokenHash!: string;

  /** What somebody becomes who joins with it. */
  @Column({ type: 'varchar', length: 20 })
  role!: StoredRole;

  /** Null: any number. */
  @Column({ name: 'max_uses', type: 'int', nullable: true })
  maxUses!: number | null;

  @Column({ type: 'int', default: 0 })
  uses!: number;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
