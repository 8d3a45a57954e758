import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many sessions go on at once, minute by minute: from their own beginnings and ends it cannot be told, for they are gone on with. */
export class LoadSamples1764740100000 implements MigrationInterface {
  readonly name = 'LoadSamples1764740100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `create table load_samples (
         at timestamptz not null,
         server_id uuid not null,
         sessions int not null,
         capacity int not null,
         constraint load_samples_pkey primary key (at, server_id)
       )`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table load_samples');
  }
}
