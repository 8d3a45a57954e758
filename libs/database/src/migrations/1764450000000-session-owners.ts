import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who opened a session; null: the server itself, and what was there before there were people. */
export class SessionOwners1764450000000 implements MigrationInterface {
  readonly name = 'SessionOwners1764450000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // No column default: a table of a million rows is not written anew.
    await queryRunner.query(`
      alter table sessions add column owner_id uuid
        constraint sessions_owner_id_fkey references users (id) on delete restrict`);
    await queryRunner.query(
      'create index sessions_owner on sessions (owner_id, last_activity_at, id)',
    );
  }

  /** Whose sessions are is lost: the server has them all again. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index sessions_owner');
    await queryRunner.query('alter table sessions drop column owner_id');
  }
}
