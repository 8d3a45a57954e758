import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AgentEntity } from './agent.entity';
import { GroupEntity } from './group.entity';
import { UserEntity } from './user.entity';

export type StoredChannel = 'discord' | 'webrtc' | 'websocket';

/** One conversation of one user. It outlives its agent: `agentId` is null when that was deleted. */
@Entity({ name: 'sessions' })
@Index('sessions_recent', ['lastActivityAt', 'id'])
@Index('sessions_user', ['userId', 'lastActivityAt', 'id'])
@Index('sessions_owner', ['ownerId', 'lastActivityAt', 'id'])
@Index('sessions_group', ['groupId', 'lastActivityAt', 'id'], { where: 'group_id is not null' })
@Index('sessions_agent', ['agentId', 'lastActivityAt', 'id'])
@Index('sessions_active', ['heldBy'], { where: 'active' })
@Index('sessions_title', ['titleWords'], { type: 'gin' })
@Index('sessions_names', ['userWords'], { type: 'gin' })
@Check('sessions_channel_check', "channel in ('discord', 'webrtc', 'websocket')")
export class SessionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sessions_pkey' })
  id!: string;

  /** Who opened it; null: the server itself. Only they, the members of its group and admins know of it. */
  @ForeignKey(() => UserEntity, { name: 'sessions_owner_id_fkey', onDelete: 'RESTRICT' })
  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  ownerId!: string | null;

  /** Whose members share it with its owner; null: nobody. */
  @ForeignKey(() => GroupEntity, { name: 'sessions_group_id_fkey', onDelete: 'SET NULL' })
  @Column({ name: 'group_id', type: 'uuid', nullable: true })
  groupId!: string | null;

  /** Who talks in it is its owner: it was never opened but with their own key or log-in. A session token may be anybody's. */
  @Column({ name: 'as_owner', type: 'boolean', default: false })
  asOwner!: boolean;

  /** What its owner calls whoever talks in it. */
  @Column({ name: 'user_id', type: 'varchar', length: 255 })
  userId!: string;

  @Column({ name: 'user_name', type: 'varchar', length: 255, nullable: true })
  userName!: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  title!: string | null;

  @ForeignKey(() => AgentEntity, { name: 'sessions_agent_id_fkey', onDelete: 'SET NULL' })
  @Column({ name: 'agent_id', type: 'uuid', nullable: true })
  agentId!: string | null;

  /** The one it was used through last. */
  @Column({ type: 'varchar', length: 20 })
  channel!: StoredChannel;

  /** Somebody is talking in it. */
  @Column({ type: 'boolean', default: true })
  active!: boolean;

  /** The server that somebody talks with (`servers.id`, which may be gone); null when nobody does. */
  @Column({ name: 'held_by', type: 'uuid', nullable: true })
  heldBy!: string | null;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  @Column({ name: 'last_activity_at', type: 'timestamptz' })
  lastActivityAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  metadata!: Record<string, unknown> | null;

  /** Those of `title`, to be searched; a trigger keeps them, and only the database reads them. */
  @Column({
    name: 'title_words',
    type: 'tsvector',
    nullable: true,
    select: false,
    insert: false,
    update: false,
  })
  readonly titleWords?: unknown;

  /** The same of `user_name` and `user_id`. */
  @Column({
    name: 'user_words',
    type: 'tsvector',
    nullable: true,
    select: false,
    insert: false,
    update: false,
  })
  readonly userWords?: unknown;
}
