import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a Discord user has chosen for themselves, in all servers. */
@Entity({ name: 'discord_users' })
export class DiscordUserEntity {
  @PrimaryColumn({
    name: 'user_id',
    type: 'varchar',
    length: 20,
    primaryKeyConstraintName: 'discord_users_pkey',
  })
  userId!: string;

  @Column({ name: 'is_listened_to', type: 'boolean', default: true })
  isListenedTo!: boolean;

  /** BCP 47; null: what Discord says. */
  @Column({ type: 'varchar', length: 35, nullable: true })
  language!: string | null;

  /** Turns that began before this are not stored any more: they were on their way when the user asked to be forgotten. */
  @Column({ name: 'forgotten_at', type: 'timestamptz', nullable: true })
  forgottenAt!: Date | null;
}
