import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
} from 'typeorm';

import { UserEntity } from './user.entity';

/** What somebody changed, or tried to. It holds no words of a conversation and no secret, and outlives who did it. */
@Entity({ name: 'audit_log' })
@Index('audit_log_recent', ['at', 'id'])
@Index('audit_log_user', ['userId', 'at', 'id'])
@Index('audit_log_target', ['targetType', 'targetId', 'at', 'id'])
export class AuditEntryEntity {
  /** A bigint, so a string. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_log_pkey',
  })
  id!: string;

  @CreateDateColumn({ type: 'timestamptz' })
  at!: Date;

  /** Null: the server's own key, nobody who is known, or somebody who was deleted. */
  @ForeignKey(() => UserEntity, { name: 'audit_log_user_id_fkey', onDelete: 'SET NULL' })
  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;

  /** What they came with: a log-in, a key (its prefix), the server's own key. No name: that goes with who has it. */
  @Column({ type: 'varchar', length: 255 })
  actor!: string;

  /** The id of the route: `updateAgent`. */
  @Column({ type: 'varchar', length: 100 })
  action!: string;

  @Column({ name: 'target_type', type: 'varchar', length: 50, nullable: true })
  targetType!: string | null;

  @Column({ name: 'target_id', type: 'varchar', length: 255, nullable: true })
  targetId!: string | null;

  @Column({ type: 'jsonb', default: () => "'{}'" })
  details!: Record<string, unknown>;
}
