import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

import { SessionEntity } from './session.entity';
import { UserEntity } from './user.entity';

/** What agents know of somebody from earlier conversations: one fact, and where it is from. It goes with the conversation and with the user. */
@Entity({ name: 'memories' })
@Unique('memories_fact_key', ['userId', 'person', 'fact'])
@Index('memories_in_order', ['userId', 'createdAt', 'id'])
@Index('memories_session', ['sessionId'])
@Check('memories_origin_check', "origin in ('agent', 'summary', 'person')")
export class MemoryEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'memories_pkey' })
  id!: string;

  @ForeignKey(() => UserEntity, { name: 'memories_user_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  /** Who talked, as the sessions of that user name them. */
  @Column({ type: 'varchar', length: 255 })
  person!: string;

  @Column({ type: 'varchar', length: 500 })
  fact!: string;

  /** An agent was asked to keep it, it was found in what was said, or somebody wrote it. */
  @Column({ type: 'varchar', length: 20 })
  origin!: 'agent' | 'summary' | 'person';

  @ForeignKey(() => SessionEntity, { name: 'memories_session_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'session_id', type: 'uuid', nullable: true })
  sessionId!: string | null;

  /** In which it was said. */
  @Column({ name: 'turn_id', type: 'uuid', nullable: true })
  turnId!: string | null;

  /** Where it lies by its meaning, as that model says; null: it was not asked yet. Read where it is compared alone. */
  @Column({ type: 'real', array: true, nullable: true, select: false })
  embedding!: number[] | null;

  @Column({ name: 'embedding_model', type: 'text', nullable: true, select: false })
  embeddingModel!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
