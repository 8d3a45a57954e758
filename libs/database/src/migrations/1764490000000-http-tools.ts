import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents may call by HTTP. */
export class HttpTools1764490000000 implements MigrationInterface {
  readonly name = 'HttpTools1764490000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table http_tools (
        id uuid constraint http_tools_pkey primary key default gen_random_uuid(),
        name varchar(64) not null constraint http_tools_name_key unique
          constraint http_tools_name_check check (name ~ '^[a-zA-Z0-9_-]{1,64}$'),
        description varchar(2000) not null,
        parameters jsonb not null,
        method varchar(10) not null constraint http_tools_method_check
          check (method in ('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
        url varchar(1000) not null,
        headers jsonb not null default '{}',
        secret_headers text,
        response_path varchar(200),
        timeout_ms int not null,
        kind varchar(20) not null
          constraint http_tools_kind_check check (kind in ('wait', 'background', 'fire')),
        is_read_only boolean not null,
        is_enabled boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table http_tools');
  }
}
