import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each request to a provider took, and what it is worth. */
export class ProviderUses1764600000000 implements MigrationInterface {
  readonly name = 'ProviderUses1764600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table provider_uses (
        id uuid constraint provider_uses_pkey primary key,
        used_at timestamptz not null,
        kind varchar(3) not null
          constraint provider_uses_kind_check check (kind in ('stt', 'llm', 'tts')),
        provider text not null,
        model text,
        purpose varchar(20) not null,
        session_id uuid,
        turn_id uuid,
        agent_id uuid,
        owner_id uuid,
        user_id text,
        prompt_tokens int,
        completion_tokens int,
        audio_ms int,
        characters int,
        is_estimated boolean not null,
        cost_usd numeric(14, 8)
          constraint provider_uses_cost_check check (cost_usd >= 0),
        server_id uuid not null,
        constraint provider_uses_amounts_check check
          (prompt_tokens >= 0 and completion_tokens >= 0 and audio_ms >= 0 and characters >= 0)
      )`);
    await queryRunner.query('create index provider_uses_in_order on provider_uses (used_at, id)');
    await queryRunner.query(
      'create index provider_uses_session on provider_uses (session_id) where session_id is not null',
    );
    await queryRunner.query(
      'create index provider_uses_owner on provider_uses (owner_id, used_at) where owner_id is not null',
    );
    await queryRunner.query(`
      create table prices (
        id uuid constraint prices_pkey primary key default gen_random_uuid(),
        provider varchar(200) not null,
        model varchar(200) not null default '',
        unit varchar(30) not null
          constraint prices_unit_check check (unit in ('million_prompt_tokens', 'million_completion_tokens', 'audio_minute', 'million_characters')),
        usd numeric(14, 8) not null
          constraint prices_usd_check check (usd >= 0),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint prices_provider_model_unit_key unique (provider, model, unit)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table prices');
    await queryRunner.query('drop table provider_uses');
  }
}
