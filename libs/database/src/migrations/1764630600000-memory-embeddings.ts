import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where facts lie by their meaning: plain numbers, so that the table is the same with and without pgvector. */
export class MemoryEmbeddings1764630600000 implements MigrationInterface {
  readonly name = 'MemoryEmbeddings1764630600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table memories add column embedding real[], add column embedding_model text',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table memories drop column embedding, drop column embedding_model',
    );
  }
}
