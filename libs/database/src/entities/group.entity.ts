import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** People who share sessions. The database sees to it that it has always an owner. */
@Entity({ name: 'groups' })
@Index('groups_age', ['createdAt', 'id'])
export class GroupEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'groups_pkey' })
  id!: string;

  /** Others may have the same: who is not in a group cannot find out what it is called. */
  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
