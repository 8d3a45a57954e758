import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom each agent has hear and speak. */
export class AgentSpeechProviders1764460000000 implements MigrationInterface {
  readonly name = 'AgentSpeechProviders1764460000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table speech_providers add constraint speech_providers_id_service_key unique (id, service)',
    );
    await queryRunner.query(`
      create table agent_speech_providers (
        agent_id uuid constraint agent_speech_providers_agent_id_fkey references agents (id) on delete cascade,
        service varchar(10)
          constraint agent_speech_providers_service_check check (service in ('stt', 'tts')),
        position int,
        provider_id uuid,
        environment_provider varchar(50),
        voice varchar(200),
        constraint agent_speech_providers_pkey primary key (agent_id, service, position),
        constraint agent_speech_providers_provider_id_fkey
          foreign key (provider_id, service) references speech_providers (id, service) on delete cascade,
        constraint agent_speech_providers_one_provider_check
          check (num_nonnulls(provider_id, environment_provider) = 1)
      )`);
    await queryRunner.query(
      'create index agent_speech_providers_provider on agent_speech_providers (provider_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table agent_speech_providers');
    await queryRunner.query(
      'alter table speech_providers drop constraint speech_providers_id_service_key',
    );
  }
}
