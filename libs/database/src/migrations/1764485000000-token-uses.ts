import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many sessions were begun with tokens that may begin only so many. */
export class TokenUses1764485000000 implements MigrationInterface {
  readonly name = 'TokenUses1764485000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table token_uses (
        token_id uuid constraint token_uses_pkey primary key,
        sessions int not null constraint token_uses_sessions_check check (sessions > 0),
        expires_at timestamptz not null
      )`);
    await queryRunner.query('create index token_uses_age on token_uses (expires_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table token_uses');
  }
}
