import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Servers that hear and speak which people add. */
export class SpeechProviders1764440000000 implements MigrationInterface {
  readonly name = 'SpeechProviders1764440000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table speech_providers (
        id uuid constraint speech_providers_pkey primary key default gen_random_uuid(),
        service varchar(10) not null
          constraint speech_providers_service_check check (service in ('stt', 'tts')),
        name varchar(100) not null,
        kind varchar(50) not null,
        base_url varchar(500) not null,
        api_key text,
        model varchar(200),
        voice varchar(200),
        language varchar(35),
        audio_format varchar(20),
        timeout_ms int,
        max_concurrency int,
        models jsonb not null default '[]',
        models_fetched_at timestamptz,
        voices jsonb not null default '[]',
        voices_fetched_at timestamptz,
        position int not null default 0,
        is_enabled boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint speech_providers_service_name_key unique (service, name)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table speech_providers');
  }
}
