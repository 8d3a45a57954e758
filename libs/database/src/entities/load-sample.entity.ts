import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many sessions went on at one server at one minute, against how many it takes. */
@Entity({ name: 'load_samples' })
export class LoadSampleEntity {
  /** The minute, by the server's clock. */
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'load_samples_pkey' })
  at!: Date;

  /** That of one start (`servers.id`, which may be gone). */
  @PrimaryColumn({
    name: 'server_id',
    type: 'uuid',
    primaryKeyConstraintName: 'load_samples_pkey',
  })
  serverId!: string;

  @Column({ type: 'int' })
  sessions!: number;

  @Column({ type: 'int' })
  capacity!: number;
}
