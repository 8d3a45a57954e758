import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The roles of a Discord server whose people may talk, and may steer the bot. */
export class GuildRoles1765100150000 implements MigrationInterface {
  readonly name = 'GuildRoles1765100150000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table discord_guilds
        add column member_role_ids jsonb not null default '[]',
        add column admin_role_ids jsonb not null default '[]'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table discord_guilds drop column member_role_ids, drop column admin_role_ids',
    );
  }
}
