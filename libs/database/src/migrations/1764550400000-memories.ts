import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents remember of those who have allowed it. */
export class Memories1764550400000 implements MigrationInterface {
  readonly name = 'Memories1764550400000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table users add column remembers boolean not null default false',
    );
    await queryRunner.query(`
      create table memories (
        id uuid constraint memories_pkey primary key default gen_random_uuid(),
        user_id uuid not null
          constraint memories_user_id_fkey references users (id) on delete cascade,
        person varchar(255) not null,
        fact varchar(500) not null,
        origin varchar(20) not null
          constraint memories_origin_check check (origin in ('agent', 'summary', 'person')),
        session_id uuid
          constraint memories_session_id_fkey references sessions (id) on delete cascade,
        turn_id uuid,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint memories_fact_key unique (user_id, person, fact)
      )`);
    await queryRunner.query('create index memories_in_order on memories (user_id, created_at, id)');
    await queryRunner.query('create index memories_session on memories (session_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table memories');
    await queryRunner.query('alter table users drop column remembers');
  }
}
