import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what is still on somebody's account among all that was ever spent. */
export class SomebodysUses1765100300000 implements MigrationInterface {
  readonly name = 'SomebodysUses1765100300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create index provider_uses_somebodys on provider_uses (used_at)
        where session_id is not null or turn_id is not null or owner_id is not null or user_id is not null`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index provider_uses_somebodys');
  }
}
