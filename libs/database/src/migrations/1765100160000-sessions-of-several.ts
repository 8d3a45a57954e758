import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has spoken in a session that several share is looked up by the session. */
export class SessionsOfSeveral1765100160000 implements MigrationInterface {
  readonly name = 'SessionsOfSeveral1765100160000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create index messages_of_several on messages (session_id) where speaker_ids is not null',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index messages_of_several');
  }
}
