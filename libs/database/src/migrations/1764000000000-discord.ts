import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every field is written out, so that the settings of agents made earlier are whole. */
const DEFAULT_SETTINGS = JSON.stringify({
  mode: 'personal',
  answers: 'always',
  wake_phrases: [],
  barge_in_by: 'anyone',
  auto_join_channel_ids: [],
  notice: null,
  notice_text: null,
});

export class Discord1764000000000 implements MigrationInterface {
  readonly name = 'Discord1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table agents
        add column discord jsonb not null default '${DEFAULT_SETTINGS}',
        add column discord_token text`);
    await queryRunner.query('alter table messages add column speaker_ids text[]');
    await queryRunner.query(
      'create index messages_speakers on messages using gin (speaker_ids) where speaker_ids is not null',
    );
    await queryRunner.query(`
      create table discord_guilds (
        guild_id varchar(20) primary key,
        agent_id uuid references agents (id) on delete set null,
        captions_channel_id varchar(20)
      )`);
    await queryRunner.query(`
      create table discord_users (
        user_id varchar(20) primary key,
        is_listened_to boolean not null default true,
        language varchar(35),
        forgotten_at timestamptz
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table discord_users');
    await queryRunner.query('drop table discord_guilds');
    await queryRunner.query('alter table messages drop column speaker_ids');
    await queryRunner.query('alter table agents drop column discord_token, drop column discord');
  }
}
