import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A setting of all servers that goes before their environment. Which there are, and what they may be, is for src/config to say. */
@Entity({ name: 'settings' })
export class SettingEntity {
  @PrimaryColumn({ type: 'varchar', length: 100, primaryKeyConstraintName: 'settings_pkey' })
  name!: string;

  /** As the variable would say it. */
  @Column({ type: 'text' })
  value!: string;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
