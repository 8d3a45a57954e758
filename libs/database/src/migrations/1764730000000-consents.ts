import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people were asked for, and what they have answered. */
export class Consents1764730000000 implements MigrationInterface {
  readonly name = 'Consents1764730000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table consents (
        id uuid constraint consents_pkey primary key default gen_random_uuid(),
        session_id uuid
          constraint consents_session_id_fkey references sessions (id) on delete cascade,
        owner_id uuid constraint consents_owner_id_fkey references users (id) on delete cascade,
        person varchar(255),
        is_own boolean not null,
        kind varchar(20) not null
          constraint consents_kind_check check (kind in ('recording', 'memory', 'processing')),
        door varchar(20) not null
          constraint consents_door_check check (door in ('browser', 'websocket', 'discord', 'rest')),
        asked_at timestamptz,
        given_at timestamptz,
        withdrawn_at timestamptz,
        constraint consents_whose_check
          check ((session_id is null) = (person is null) and (session_id is not null or owner_id is not null)),
        constraint consents_answer_check check (given_at is null or withdrawn_at is null or withdrawn_at >= given_at)
      )`);
    await queryRunner.query(
      'create unique index consents_of_session on consents (session_id, is_own, person, kind) where session_id is not null',
    );
    await queryRunner.query(
      'create unique index consents_standing on consents (owner_id, kind) where session_id is null',
    );
    await queryRunner.query('create index consents_owner on consents (owner_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table consents');
  }
}
