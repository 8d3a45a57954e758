import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The group that shares a session with its owner. */
export class SessionGroups1764700100000 implements MigrationInterface {
  readonly name = 'SessionGroups1764700100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // No column default: a table of a million rows is not written anew.
    await queryRunner.query(`
      alter table sessions add column group_id uuid
        constraint sessions_group_id_fkey references groups (id) on delete set null`);
    // Most sessions are in none.
    await queryRunner.query(
      'create index sessions_group on sessions (group_id, last_activity_at, id) where group_id is not null',
    );
  }

  /** Which sessions were shared is lost: they are their owners' alone. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index sessions_group');
    await queryRunner.query('alter table sessions drop column group_id');
  }
}
