import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which server calls of a turn still run, so that they are known to have ended with it. */
export class UnfinishedCalls1764630000000 implements MigrationInterface {
  readonly name = 'UnfinishedCalls1764630000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table turns add column held_by uuid');
    await queryRunner.query('create index turns_held on turns (held_by) where held_by is not null');
    // Of what ran when an earlier release stored it, nobody has said more: no server has this id.
    await queryRunner.query(
      `update turns set held_by = '00000000-0000-0000-0000-000000000000'
       where jsonb_path_exists(tool_calls, '$[*] ? (@.state == "running" || @.state == "requested")')`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table turns drop column held_by');
  }
}
