import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose everything was erased, and how much that was. */
export class Erasures1764520000000 implements MigrationInterface {
  readonly name = 'Erasures1764520000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table erased_people (
        person_hash varchar(64) constraint erased_people_pkey primary key,
        erased_at timestamptz not null
      )`);
    await queryRunner.query('create index erased_people_age on erased_people (erased_at)');
    await queryRunner.query(`
      create table erasures (
        id uuid constraint erasures_pkey primary key,
        user_id uuid,
        requested_by uuid,
        state varchar(20) not null default 'pending'
          constraint erasures_state_check check (state in ('pending', 'done')),
        person jsonb,
        erased jsonb not null default '{}',
        requested_at timestamptz not null default now(),
        finished_at timestamptz,
        constraint erasures_person_check check ((state = 'done') = (person is null))
      )`);
    await queryRunner.query('create index erasures_user on erasures (user_id, requested_at)');
    await queryRunner.query(
      'create index webhook_deliveries_session on webhook_deliveries (session_id)',
    );
  }

  /** Turns that still wait to be written are then stored, whoever's they are. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index webhook_deliveries_session');
    await queryRunner.query('drop table erasures');
    await queryRunner.query('drop table erased_people');
  }
}
