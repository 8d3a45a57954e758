import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said in long sessions, in short. It goes with the first of the words that it was made of. */
export class SessionSummaries1764550200000 implements MigrationInterface {
  readonly name = 'SessionSummaries1764550200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table session_summaries (
        session_id uuid constraint session_summaries_pkey primary key
          constraint session_summaries_session_id_fkey references sessions (id) on delete cascade,
        content text not null,
        last_turn_id uuid not null,
        updated_at timestamptz not null default now()
      )`);
    await queryRunner.query(`
      create function forget_session_summaries() returns trigger language plpgsql as $$
      begin
        delete from session_summaries where session_id in (select session_id from deleted);
        return null;
      end $$`);
    await queryRunner.query(`
      create trigger messages_forget_summaries after delete on messages
      referencing old table as deleted
      for each statement execute function forget_session_summaries()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop trigger messages_forget_summaries on messages');
    await queryRunner.query('drop function forget_session_summaries()');
    await queryRunner.query('drop table session_summaries');
  }
}
