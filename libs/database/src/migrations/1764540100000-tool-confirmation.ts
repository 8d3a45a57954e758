import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which tools an agent asks about before it uses them. */
export class ToolConfirmation1764540100000 implements MigrationInterface {
  readonly name = 'ToolConfirmation1764540100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table agents add column tool_confirmation varchar(20)
        constraint agents_tool_confirmation_check
        check (tool_confirmation in ('never', 'destructive', 'always'))`);
    await queryRunner.query(`
      alter table http_tools add column confirm varchar(20)
        constraint http_tools_confirm_check check (confirm in ('never', 'always'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table http_tools drop column confirm');
    await queryRunner.query('alter table agents drop column tool_confirmation');
  }
}
