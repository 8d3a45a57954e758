import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which server people talk with, so that a session ends with it, also when it is killed. */
export class ServerLeases1764100200000 implements MigrationInterface {
  readonly name = 'ServerLeases1764100200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create table servers (id uuid primary key, seen_at timestamptz not null)',
    );
    await queryRunner.query('alter table sessions add column held_by uuid');
    await queryRunner.query('create index sessions_active on sessions (held_by) where active');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table sessions drop column held_by');
    await queryRunner.query('drop table servers');
  }
}
