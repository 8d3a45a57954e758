import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which agents an agent may hand a conversation over to, and which it may ask. */
export class AgentHandover1764550000000 implements MigrationInterface {
  readonly name = 'AgentHandover1764550000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table agents add column transfer_to jsonb not null default '[]',
         add column consults jsonb not null default '[]'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table agents drop column transfer_to, drop column consults');
  }
}
