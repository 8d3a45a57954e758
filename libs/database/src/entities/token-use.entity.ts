import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How many sessions were begun with a session token that may begin only so many. */
@Entity({ name: 'token_uses' })
@Index('token_uses_age', ['expiresAt'])
@Check('token_uses_sessions_check', 'sessions > 0')
export class TokenUseEntity {
  @PrimaryColumn({
    name: 'token_id',
    type: 'uuid',
    primaryKeyConstraintName: 'token_uses_pkey',
  })
  tokenId!: string;

  @Column({ type: 'int' })
  sessions!: number;

  /** When the token can no longer be used. */
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
