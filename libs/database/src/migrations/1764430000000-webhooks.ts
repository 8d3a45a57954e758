import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places that are told of what happens, and what became of each telling. */
export class Webhooks1764430000000 implements MigrationInterface {
  readonly name = 'Webhooks1764430000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table webhooks (
        id uuid constraint webhooks_pkey primary key,
        url varchar(500) not null,
        events text[] not null,
        secret text not null,
        active boolean not null default true,
        disabled_reason varchar(50),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await queryRunner.query(`
      create table webhook_deliveries (
        id uuid constraint webhook_deliveries_pkey primary key,
        webhook_id uuid not null
          constraint webhook_deliveries_webhook_id_fkey references webhooks (id) on delete cascade,
        event varchar(50) not null,
        session_id uuid,
        turn_id uuid,
        state varchar(20) not null default 'pending' constraint webhook_deliveries_state_check
          check (state in ('pending', 'delivered', 'failed', 'dropped')),
        attempts int not null default 0,
        status_code int,
        error varchar(200),
        created_at timestamptz not null default now(),
        last_attempt_at timestamptz
      )`);
    await queryRunner.query(
      'create index webhook_deliveries_recent on webhook_deliveries (webhook_id, created_at, id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table webhook_deliveries');
    await queryRunner.query('drop table webhooks');
  }
}
