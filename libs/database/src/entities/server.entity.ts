import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A server that lives: it says so again and again, and what was its is nobody's when it stops. */
@Entity({ name: 'servers' })
export class ServerEntity {
  /** Made anew with every start. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'servers_pkey' })
  id!: string;

  /** By the database's clock. */
  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt!: Date;
}
