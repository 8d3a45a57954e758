import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

import { UserEntity } from './user.entity';

export type StoredScope = 'talk' | 'read' | 'admin';

/** A key with which a program acts for its owner; it goes with them. The key itself is not stored. */
@Entity({ name: 'api_keys' })
@Unique('api_keys_user_id_name_key', ['userId', 'name'])
@Unique('api_keys_key_hash_key', ['keyHash'])
@Check(
  'api_keys_scopes_check',
  "cardinality(scopes) > 0 and scopes <@ array['talk', 'read', 'admin']",
)
@Check('api_keys_key_hash_check', "key_hash ~ '^[0-9a-f]{64}$'")
export class ApiKeyEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'api_keys_pkey' })
  id!: string;

  @ForeignKey(() => UserEntity, { name: 'api_keys_user_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** SHA-256 of the key, in hexadecimal: a key is random enough to need no more. */
  @Column({ name: 'key_hash', type: 'varchar', length: 64 })
  keyHash!: string;

  /** Its first characters, by which people know it. */
  @Column({ name: 'key_prefix', type: 'varchar', length: 20 })
  keyPrefix!: string;

  @Column({ type: 'text', array: true })
  scopes!: StoredScope[];

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
