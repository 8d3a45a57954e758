import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sound of conversations, for agents that ask for it. */
export class Recordings1764720000000 implements MigrationInterface {
  readonly name = 'Recordings1764720000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table agents add column records boolean not null default false');
    await queryRunner.query(`
      create table recordings (
        id uuid constraint recordings_pkey primary key,
        session_id uuid not null
          constraint recordings_session_id_fkey references sessions (id) on delete cascade,
        started_at timestamptz not null,
        duration_ms int not null default 0,
        bytes int not null default 0,
        state varchar(20) not null default 'recording'
          constraint recordings_state_check check (state in ('recording', 'complete')),
        place varchar(20) not null default 'disk'
          constraint recordings_place_check check (place in ('disk', 's3')),
        sealed_key text not null,
        speaker_ids text[] not null default '{}',
        updated_at timestamptz not null default now()
      )`);
    await queryRunner.query(
      'create index recordings_session on recordings (session_id, started_at, id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table recordings');
    await queryRunner.query('alter table agents drop column records');
  }
}
