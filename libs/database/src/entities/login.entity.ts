import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

import { UserEntity } from './user.entity';

/** How somebody has logged in: through their provider (OpenID Connect), or with a link that the operator was given. */
export type LoginMethod = 'oidc' | 'link';

/** A browser in which somebody is logged in; it goes with them. What its cookie holds is not stored. */
@Entity({ name: 'logins' })
@Index('logins_user', ['userId', 'createdAt'])
@Index('logins_age', ['expiresAt'])
@Unique('logins_token_hash_key', ['tokenHash'])
@Check('logins_token_hash_check', "token_hash ~ '^[0-9a-f]{64}$'")
@Check('logins_method_check', "method in ('oidc', 'link')")
export class LoginEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'logins_pkey' })
  id!: string;

  @ForeignKey(() => UserEntity, { name: 'logins_user_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  /** SHA-256 of what the cookie holds, in hexadecimal: that is random enough to need no more. */
  @Column({ name: 'token_hash', type: 'varchar', length: 64 })
  tokenHash!: string;

  @Column({ type: 'varchar', length: 10 })
  method!: LoginMethod;

  /** Which session at the provider it came from, as that names it; null where it does not say. */
  @Column({ name: 'provider_session', type: 'varchar', length: 255, nullable: true })
  providerSession!: string | null;

  /** What the browser calls itself, by which people know it again. */
  @Column({ name: 'user_agent', type: 'varchar', length: 255, nullable: true })
  userAgent!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** To the minute. */
  @Column({ name: 'last_seen_at', type: 'timestamptz', default: () => 'now()' })
  lastSeenAt!: Date;

  /** It ends then, however much it is used. */
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
