import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Servers of tools that speak the Model Context Protocol. */
export class McpServers1764540000000 implements MigrationInterface {
  readonly name = 'McpServers1764540000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table mcp_servers (
        id uuid constraint mcp_servers_pkey primary key default gen_random_uuid(),
        name varchar(32) not null constraint mcp_servers_name_key unique
          constraint mcp_servers_name_check check (name ~ '^[a-zA-Z0-9][a-zA-Z0-9-]{0,31}$'),
        url varchar(1000) not null,
        headers jsonb not null default '{}',
        secret_headers text,
        timeout_ms int not null,
        tool_settings jsonb not null default '{}',
        is_enabled boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table mcp_servers');
  }
}
