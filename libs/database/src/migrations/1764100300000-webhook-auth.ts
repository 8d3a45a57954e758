import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agent's webhook wants to be called with, sealed by src/secrets. */
export class WebhookAuth1764100300000 implements MigrationInterface {
  readonly name = 'WebhookAuth1764100300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table agents add column n8n_auth text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table agents drop column n8n_auth');
  }
}
