import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Turns have a row of their own, which their messages belong to. */
export class Turns1764300000000 implements MigrationInterface {
  readonly name = 'Turns1764300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table turns (
        id uuid constraint turns_pkey primary key,
        session_id uuid not null constraint turns_session_id_fkey references sessions (id) on delete cascade,
        state varchar(20) not null
          constraint turns_state_check check (state in ('completed', 'interrupted', 'failed')),
        started_at timestamptz not null,
        ended_at timestamptz not null,
        end_of_utterance_delay_ms int,
        transcript_final_ms int,
        ttft_ms int,
        ttfb_ms int,
        voice_to_voice_ms int,
        stt_provider text,
        llm_provider text,
        tts_provider text,
        fallback_reason text,
        heard_text text,
        prompt_tokens int,
        completion_tokens int,
        cost_usd numeric(14, 8) constraint turns_cost_check check (cost_usd >= 0),
        constraint turns_tokens_check check (prompt_tokens >= 0 and completion_tokens >= 0),
        constraint turns_id_session_id_key unique (id, session_id)
      )`);
    await queryRunner.query('create index turns_in_order on turns (session_id, started_at, id)');
    // Of what is stored already, all that its messages tell.
    await queryRunner.query(`
      insert into turns (id, session_id, state, started_at, ended_at, end_of_utterance_delay_ms,
        transcript_final_ms, ttft_ms, ttfb_ms, voice_to_voice_ms, stt_provider, llm_provider, tts_provider, heard_text)
      select coalesce(asked.turn_id, answer.turn_id), coalesce(asked.session_id, answer.session_id),
        coalesce(answer.outcome, asked.outcome), coalesce(asked.turn_started_at, answer.turn_started_at),
        coalesce(answer.spoken_at, asked.spoken_at), asked.end_of_utterance_delay_ms, asked.transcript_final_ms,
        answer.ttft_ms, answer.ttfb_ms, answer.voice_to_voice_ms, asked.providers->>'stt', answer.providers->>'llm',
        answer.providers->>'tts', nullif(answer.content, '')
      from (select * from messages where role = 'user') asked
        full join (select * from messages where role = 'assistant') answer on answer.turn_id = asked.turn_id`);
    await queryRunner.query(`
      alter table messages add constraint messages_turn_id_fkey
        foreign key (turn_id, session_id) references turns (id, session_id) on delete cascade`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table messages drop constraint messages_turn_id_fkey');
    await queryRunner.query('drop table turns');
  }
}
