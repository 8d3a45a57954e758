import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

import type { ErasedPerson } from '../personal-data';

/** That somebody's everything was to be erased, and how much of what was: no words, and no name once it is done. */
@Entity({ name: 'erasures' })
@Index('erasures_user', ['userId', 'requestedAt'])
@Check('erasures_state_check', "state in ('pending', 'done')")
@Check('erasures_person_check', "(state = 'done') = (person is null)")
export class ErasureEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'erasures_pkey' })
  id!: string;

  /** The account that it was for, which may be gone (`users.id`); null: somebody without one. */
  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;

  /** Who asked, which may be gone; null: the server itself. */
  @Column({ name: 'requested_by', type: 'uuid', nullable: true })
  requestedBy!: string | null;

  @Column({ type: 'varchar', length: 20, default: 'pending' })
  state!: 'pending' | 'done';

  /** Whom it is about, while it is to be done. */
  @Column({ type: 'jsonb', nullable: true })
  person!: ErasedPerson | null;

  /** How many rows, files and jobs were erased, by where they were. */
  @Column({ type: 'jsonb', default: () => "'{}'" })
  erased!: Record<string, number>;

  @CreateDateColumn({ name: 'requested_at', type: 'timestamptz' })
  requestedAt!: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
