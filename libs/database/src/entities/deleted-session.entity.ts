import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A session that was deleted: turns of it that began before `deletedAt` are not stored any more. */
@Entity({ name: 'deleted_sessions' })
@Index('deleted_sessions_age', ['deletedAt'])
export class DeletedSessionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'deleted_sessions_pkey' })
  id!: string;

  @Column({ name: 'deleted_at', type: 'timestamptz' })
  deletedAt!: Date;
}
