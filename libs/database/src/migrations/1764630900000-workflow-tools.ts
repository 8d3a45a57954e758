import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tools that are workflows: whose answers are read as such. */
export class WorkflowTools1764630900000 implements MigrationInterface {
  readonly name = 'WorkflowTools1764630900000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `alter table http_tools add column workflow varchar(20)
         constraint http_tools_workflow_check check (workflow in ('n8n'))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table http_tools drop column workflow');
  }
}
