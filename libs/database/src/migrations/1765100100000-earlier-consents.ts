import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody allowed something before they took it back and gave it again. */
export class EarlierConsents1765100100000 implements MigrationInterface {
  readonly name = 'EarlierConsents1765100100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table consents add column earlier jsonb not null default '[]'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table consents drop column earlier');
  }
}
