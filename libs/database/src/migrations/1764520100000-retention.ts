import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For how long what was said with an agent is kept; null: for as long as the server says. */
export class Retention1764520100000 implements MigrationInterface {
  readonly name = 'Retention1764520100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table agents add column retention_days int
        constraint agents_retention_days_check check (retention_days > 0)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table agents drop column retention_days');
  }
}
