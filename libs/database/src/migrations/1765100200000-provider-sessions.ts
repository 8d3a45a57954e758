import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which session at the provider of OpenID Connect somebody has logged in. */
export class ProviderSessions1765100200000 implements MigrationInterface {
  readonly name = 'ProviderSessions1765100200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table logins add column provider_session varchar(255)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table logins drop column provider_session');
  }
}
