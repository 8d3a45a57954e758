import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes with which people in Discord say which user they are. */
export class DiscordLinkCodes1764710000000 implements MigrationInterface {
  readonly name = 'DiscordLinkCodes1764710000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table discord_link_codes (
        code_hash varchar(64) constraint discord_link_codes_pkey primary key
          constraint discord_link_codes_code_hash_check check (code_hash ~ '^[0-9a-f]{64}$'),
        discord_user_id varchar(20) not null
          constraint discord_link_codes_discord_user_id_key unique,
        expires_at timestamptz not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table discord_link_codes');
  }
}
