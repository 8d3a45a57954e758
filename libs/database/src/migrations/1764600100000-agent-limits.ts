import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What may be spent with an agent. */
export class AgentLimits1764600100000 implements MigrationInterface {
  readonly name = 'AgentLimits1764600100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table agents add column limits jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table agents drop column limits');
  }
}
