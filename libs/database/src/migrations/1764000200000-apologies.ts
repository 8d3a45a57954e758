import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As the server said them when they were still part of `content`. */
const WHOLE = "I'm sorry, I can't answer right now. Please try again.";
const MIDWAY = "I'm sorry, I lost my train of thought.";

/** What excuses a failed turn stands apart from the model's words, also in what is stored already. */
export class Apologies1764000200000 implements MigrationInterface {
  readonly name = 'Apologies1764000200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table messages add column apology text');
    for (const apology of [WHOLE, MIDWAY]) {
      await queryRunner.query(
        `update messages set apology = $1, content = rtrim(left(content, length(content) - length($1)))
         where role = 'assistant' and outcome = 'failed' and right(content, length($1)) = $1`,
        [apology],
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `update messages set content = ltrim(content || ' ' || apology) where apology is not null`,
    );
    await queryRunner.query('alter table messages drop column apology');
  }
}
