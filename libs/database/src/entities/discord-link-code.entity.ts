import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A code that links a Discord user with one of this server's, once: the newest that they asked for. Used, it is deleted. */
@Entity({ name: 'discord_link_codes' })
@Unique('discord_link_codes_discord_user_id_key', ['discordUserId'])
@Check('discord_link_codes_code_hash_check', "code_hash ~ '^[0-9a-f]{64}$'")
export class DiscordLinkCodeEntity {
  /** SHA-256 of the code, in hexadecimal. */
  @PrimaryColumn({
    name: 'code_hash',
    type: 'varchar',
    length: 64,
    primaryKeyConstraintName: 'discord_link_codes_pkey',
  })
  codeHash!: string;

  @Column({ name: 'discord_user_id', type: 'varchar', length: 20 })
  discordUserId!: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
