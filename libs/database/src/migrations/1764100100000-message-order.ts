import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pages of messages are read by what never changes: when the turn began, then the id. */
export class MessageOrder1764100100000 implements MigrationInterface {
  readonly name = 'MessageOrder1764100100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'create index messages_in_order on messages (session_id, turn_started_at, id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index messages_in_order');
  }
}
