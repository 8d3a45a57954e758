import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agent has left out of what is kept, and of what its models are told, beside the server. */
export class AgentRedaction1765100000000 implements MigrationInterface {
  readonly name = 'AgentRedaction1765100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table agents
        add column redact_stored jsonb not null default '[]',
        add column redact_for_models jsonb not null default '[]'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table agents drop column redact_stored, drop column redact_for_models',
    );
  }
}
