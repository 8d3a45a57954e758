import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agent may call while it talks, and what was called in a turn. */
export class AgentTools1764470000000 implements MigrationInterface {
  readonly name = 'AgentTools1764470000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table agents add column tools jsonb not null default '[]'`);
    await queryRunner.query('alter table turns add column tool_calls jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table turns drop column tool_calls');
    await queryRunner.query('alter table agents drop column tools');
  }
}
