import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was deleted stays deleted, though turns of it may still wait to be written. */
export class DeletedSessions1764000100000 implements MigrationInterface {
  readonly name = 'DeletedSessions1764000100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create table deleted_sessions (id uuid primary key, deleted_at timestamptz not null)',
    );
    await queryRunner.query('create index deleted_sessions_age on deleted_sessions (deleted_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table deleted_sessions');
  }
}
