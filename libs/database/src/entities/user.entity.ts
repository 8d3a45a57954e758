import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

export type StoredRole = 'owner' | 'admin' | 'member' | 'guest';

/** Somebody this server knows, whichever door they come through. No password is stored. */
@Entity({ name: 'users' })
@Unique('users_email_key', ['email'])
@Unique('users_issuer_subject_key', ['issuer', 'subject'])
@Unique('users_discord_user_id_key', ['discordUserId'])
@Check('users_role_check', "role in ('owner', 'admin', 'member', 'guest')")
@Check('users_email_check', 'email = lower(email)')
@Check('users_identity_check', '(issuer is null) = (subject is null)')
export class UserEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'users_pkey' })
  id!: string;

  @Column({ name: 'display_name', type: 'varchar', length: 255 })
  displayName!: string;

  /** In lower case. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  email!: string | null;

  @Column({ type: 'varchar', length: 20, default: 'member' })
  role!: StoredRole;

  /** Who vouches for them (OpenID Connect), and by which name; both or neither. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  issuer!: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  subject!: string | null;

  @Column({ name: 'discord_user_id', type: 'varchar', length: 20, nullable: true })
  discordUserId!: string | null;

  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  /** Agents may remember what is said in this user's sessions. */
  @Column({ type: 'boolean', default: false })
  remembers!: boolean;

  @Column({ name: 'last_login_at', type: 'timestamptz', nullable: true })
  lastLoginAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
