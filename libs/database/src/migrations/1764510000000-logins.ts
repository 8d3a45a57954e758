import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Browsers in which people are logged in, and links that log in once. */
export class Logins1764510000000 implements MigrationInterface {
  readonly name = 'Logins1764510000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table logins (
        id uuid constraint logins_pkey primary key default gen_random_uuid(),
        user_id uuid not null constraint logins_user_id_fkey references users (id) on delete cascade,
        token_hash varchar(64) not null constraint logins_token_hash_key unique
          constraint logins_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
        method varchar(10) not null
          constraint logins_method_check check (method in ('oidc', 'link')),
        user_agent varchar(255),
        created_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        expires_at timestamptz not null
      )`);
    await queryRunner.query('create index logins_user on logins (user_id, created_at)');
    await queryRunner.query('create index logins_age on logins (expires_at)');
    await queryRunner.query(`
      create table login_links (
        token_hash varchar(64) constraint login_links_pkey primary key
          constraint login_links_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
        expires_at timestamptz not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table login_links');
    await queryRunner.query('drop table logins');
  }
}
