import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether who talks in a session is its owner; of those that are there it is not known. */
export class SessionsOfOwners1765100170000 implements MigrationInterface {
  readonly name = 'SessionsOfOwners1765100170000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table sessions add column as_owner boolean not null default false',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table sessions drop column as_owner');
  }
}
