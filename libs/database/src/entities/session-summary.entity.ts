import { Column, Entity, ForeignKey, PrimaryColumn, UpdateDateColumn } from 'typeorm';

import { SessionEntity } from './session.entity';

/** What was said in a session up to a turn, in short: it stands for those messages where there are too many to be given to a model. */
@Entity({ name: 'session_summaries' })
export class SessionSummaryEntity {
  @ForeignKey(() => SessionEntity, {
    name: 'session_summaries_session_id_fkey',
    onDelete: 'CASCADE',
  })
  @PrimaryColumn({
    name: 'session_id',
    type: 'uuid',
    primaryKeyConstraintName: 'session_summaries_pkey',
  })
  sessionId!: string;

  @Column({ type: 'text' })
  content!: string;

  /** The newest turn that it covers. */
  @Column({ name: 'last_turn_id', type: 'uuid' })
  lastTurnId!: string;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
