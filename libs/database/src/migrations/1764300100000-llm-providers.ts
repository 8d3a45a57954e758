import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Servers of language models that people add, and which agent asks which of them. */
export class LlmProviders1764300100000 implements MigrationInterface {
  readonly name = 'LlmProviders1764300100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table llm_providers (
        id uuid constraint llm_providers_pkey primary key default gen_random_uuid(),
        name varchar(100) not null constraint llm_providers_name_key unique,
        kind varchar(50) not null,
        base_url varchar(500),
        api_key text,
        models jsonb not null default '[]',
        models_fetched_at timestamptz,
        default_model varchar(200),
        position int not null default 0,
        is_enabled boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await queryRunner.query(`
      create table agent_llm_providers (
        agent_id uuid constraint agent_llm_providers_agent_id_fkey references agents (id) on delete cascade,
        provider_id uuid
          constraint agent_llm_providers_provider_id_fkey references llm_providers (id) on delete cascade,
        position int not null,
        model varchar(200),
        constraint agent_llm_providers_pkey primary key (agent_id, provider_id),
        constraint agent_llm_providers_agent_id_position_key
          unique (agent_id, position) deferrable initially immediate
      )`);
    await queryRunner.query(
      'create index agent_llm_providers_provider on agent_llm_providers (provider_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table agent_llm_providers');
    await queryRunner.query('drop table llm_providers');
  }
}
