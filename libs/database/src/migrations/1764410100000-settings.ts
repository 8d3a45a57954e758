import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Settings that are changed while servers run. */
export class Settings1764410100000 implements MigrationInterface {
  readonly name = 'Settings1764410100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table settings (
        name varchar(100) constraint settings_pkey primary key,
        value text not null,
        updated_at timestamptz not null default now()
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table settings');
  }
}
