import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The roles of a Discord server that may confirm what others have asked for. */
export class ConfirmingRoles1764630300000 implements MigrationInterface {
  readonly name = 'ConfirmingRoles1764630300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table discord_guilds add column confirming_role_ids jsonb not null default '[]'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table discord_guilds drop column confirming_role_ids');
  }
}
