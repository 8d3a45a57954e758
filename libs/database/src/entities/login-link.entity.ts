import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A link that logs in, once, as the server's own administrator. Used, it is deleted; what it holds is not stored. */
@Entity({ name: 'login_links' })
@Check('login_links_token_hash_check', "token_hash ~ '^[0-9a-f]{64}$'")
export class LoginLinkEntity {
  /** SHA-256 of the link's secret, in hexadecimal. */
  @PrimaryColumn({
    name: 'token_hash',
    type: 'varchar',
    length: 64,
    primaryKeyConstraintName: 'login_links_pkey',
  })
  tokenHash!: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
