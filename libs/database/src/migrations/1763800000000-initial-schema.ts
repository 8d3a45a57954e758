import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InitialSchema1763800000000 implements MigrationInterface {
  readonly name = 'InitialSchema1763800000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table agents (
        id uuid primary key default gen_random_uuid(),
        name varchar(100) not null unique,
        system_prompt text not null,
        greeting text,
        llm_steps jsonb,
        llm_model varchar(200),
        n8n_webhook_url varchar(500),
        temperature double precision,
        max_tokens int,
        tts_voice varchar(200),
        tts_rate double precision,
        tts_pitch double precision,
        tts_volume double precision,
        tts_exaggeration double precision,
        tts_cfg_weight double precision,
        tts_temperature double precision,
        tts_language varchar(35),
        silence_threshold_ms int,
        barge_in varchar(20) check (barge_in in ('immediate', 'graceful', 'off')),
        thinking_sound_after_ms int,
        filter_actions_for_tts boolean not null default false,
        is_default boolean not null default false,
        is_active boolean not null default true,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`);
    await queryRunner.query(
      'create unique index agents_one_default on agents (is_default) where is_default',
    );
    await queryRunner.query(`
      create table sessions (
        id uuid primary key,
        user_id varchar(255) not null,
        user_name varchar(255),
        title varchar(200),
        agent_id uuid references agents (id) on delete set null,
        channel varchar(20) not null check (channel in ('discord', 'webrtc', 'websocket')),
        active boolean not null default true,
        started_at timestamptz not null,
        last_activity_at timestamptz not null,
        ended_at timestamptz,
        metadata jsonb
      )`);
    await queryRunner.query(
      'create index sessions_user on sessions (user_id, last_activity_at desc, id desc)',
    );
    await queryRunner.query('create index sessions_agent on sessions (agent_id)');
    await queryRunner.query(`
      create table messages (
        id bigint primary key generated always as identity,
        session_id uuid not null references sessions (id) on delete cascade,
        turn_id uuid not null,
        turn_started_at timestamptz not null,
        sequence int not null,
        role varchar(20) not null check (role in ('user', 'assistant')),
        content text not null,
        interrupted boolean not null default false,
        outcome varchar(20) not null check (outcome in ('completed', 'interrupted', 'failed')),
        spoken_at timestamptz not null,
        end_of_utterance_delay_ms int,
        transcript_final_ms int,
        ttft_ms int,
        ttfb_ms int,
        voice_to_voice_ms int,
        providers jsonb not null default '{}',
        unique (turn_id, role),
        -- Deferrable: a turn that is written late moves its successors up in one statement.
        unique (session_id, sequence) deferrable initially immediate
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table messages');
    await queryRunner.query('drop table sessions');
    await queryRunner.query('drop table agents');
  }
}
