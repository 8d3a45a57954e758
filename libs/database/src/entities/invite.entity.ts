import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { SessionEntity } from './session.entity';

/** An invite that can still be used. Taken back, it is deleted; it goes with its session. */
@Entity({ name: 'invites' })
@Index('invites_session_id', ['sessionId'])
@Check('invites_max_uses_check', 'max_uses > 0')
export class InviteEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'invites_pkey' })
  id!: string;

  @ForeignKey(() => SessionEntity, { name: 'invites_session_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'session_id', type: 'uuid' })
  sessionId!: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  /** Null: any number. */
  @Column({ name: 'max_uses', type: 'int', nullable: true })
  maxUses!: number | null;

  @Column({ type: 'int', default: 0 })
  uses!: number;
}
