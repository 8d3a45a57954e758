import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A place that people have told of, which is told what happens. */
@Entity({ name: 'webhooks' })
export class WebhookEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'webhooks_pkey' })
  id!: string;

  @Column({ type: 'varchar', length: 500 })
  url!: string;

  /** Names of what it is told. Which there are is for libs/jobs to say. */
  @Column({ type: 'text', array: true })
  events!: string[];

  /** What deliveries are signed with. Sealed by src/secrets. */
  @Column({ type: 'text' })
  secret!: string;

  @Column({ type: 'boolean', default: true })
  active!: boolean;

  /** Why the server itself switched it off; null where it did not. */
  @Column({ name: 'disabled_reason', type: 'varchar', length: 50, nullable: true })
  disabledReason!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
