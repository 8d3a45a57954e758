import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes that lists of sessions are read from, backwards; ascending, because an entity can say no other order. */
export class SessionLists1764100000000 implements MigrationInterface {
  readonly name = 'SessionLists1764100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create index sessions_recent on sessions (last_activity_at, id)');
    await queryRunner.query('drop index sessions_user');
    await queryRunner.query(
      'create index sessions_user on sessions (user_id, last_activity_at, id)',
    );
    await queryRunner.query('create index discord_guilds_agent on discord_guilds (agent_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index discord_guilds_agent');
    await queryRunner.query('drop index sessions_user');
    await queryRunner.query(
      'create index sessions_user on sessions (user_id, last_activity_at desc, id desc)',
    );
    await queryRunner.query('drop index sessions_recent');
  }
}
