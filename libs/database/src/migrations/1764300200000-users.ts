import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People this server knows, the keys that programs act for them with, and who changed what. */
export class Users1764300200000 implements MigrationInterface {
  readonly name = 'Users1764300200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table users (
        id uuid constraint users_pkey primary key default gen_random_uuid(),
        display_name varchar(255) not null,
        email varchar(255) constraint users_email_key unique
          constraint users_email_check check (email = lower(email)),
        role varchar(20) not null default 'member'
          constraint users_role_check check (role in ('owner', 'admin', 'member', 'guest')),
        issuer varchar(500),
        subject varchar(255),
        discord_user_id varchar(20) constraint users_discord_user_id_key unique,
        is_active boolean not null default true,
        last_login_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint users_issuer_subject_key unique (issuer, subject),
        constraint users_identity_check check ((issuer is null) = (subject is null))
      )`);
    await queryRunner.query(`
      create table api_keys (
        id uuid constraint api_keys_pkey primary key default gen_random_uuid(),
        user_id uuid not null constraint api_keys_user_id_fkey references users (id) on delete cascade,
        name varchar(100) not null,
        key_hash varchar(64) not null constraint api_keys_key_hash_key unique
          constraint api_keys_key_hash_check check (key_hash ~ '^[0-9a-f]{64}$'),
        key_prefix varchar(20) not null,
        scopes text[] not null constraint api_keys_scopes_check
          check (cardinality(scopes) > 0 and scopes <@ array['talk', 'read', 'admin']),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default now(),
        constraint api_keys_user_id_name_key unique (user_id, name)
      )`);
    await queryRunner.query(`
      create table audit_log (
        id bigint generated always as identity constraint audit_log_pkey primary key,
        at timestamptz not null default now(),
        user_id uuid constraint audit_log_user_id_fkey references users (id) on delete set null,
        actor varchar(255) not null,
        action varchar(100) not null,
        target_type varchar(50),
        target_id varchar(255),
        details jsonb not null default '{}'
      )`);
    await queryRunner.query('create index audit_log_recent on audit_log (at, id)');
    await queryRunner.query('create index audit_log_user on audit_log (user_id, at, id)');
    await queryRunner.query(
      'create index audit_log_target on audit_log (target_type, target_id, at, id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table audit_log');
    await queryRunner.query('drop table api_keys');
    await queryRunner.query('drop table users');
  }
}
