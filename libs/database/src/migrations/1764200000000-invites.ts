import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invites are counted, and can be taken back. */
export class Invites1764200000000 implements MigrationInterface {
  readonly name = 'Invites1764200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table invites (
        id uuid constraint invites_pkey primary key,
        session_id uuid not null constraint invites_session_id_fkey references sessions (id) on delete cascade,
        expires_at timestamptz not null,
        max_uses int constraint invites_max_uses_check check (max_uses > 0),
        uses int not null default 0
      )`);
    await queryRunner.query('create index invites_session_id on invites (session_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table invites');
  }
}
