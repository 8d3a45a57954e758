import type { MigrationInterface, QueryRunner } from 'typeorm';

const MARKS = '“”„‟‘’‚‛«»‹›—–…·¿¡、。，！？；：（）「」『』《》';

/** Without typographic marks, and in small letters by the rules of `collation`. */
const wordsOf = (text: string, collation: string) =>
  `to_tsvector('simple', translate(lower(${text}${collation}), '${MARKS}', '${' '.repeat(MARKS.length)}'))`;

/** ICU's, where PostgreSQL was built with it: where the database's locale is C that knows small letters of ASCII only. */
async function collationIn(queryRunner: QueryRunner): Promise<string> {
  const icu = (await queryRunner.query(
    "select 1 from pg_collation where collname = 'und-x-icu'",
  )) as unknown[];
  return icu.length > 0 ? ' collate "und-x-icu"' : '';
}

type Searched = readonly [table: string, column: string, text: string, source: string];

const SEARCHED: readonly Searched[] = [
  ['messages', 'words', 'content', 'content'],
  ['sessions', 'title_words', "coalesce(title, '')", 'title'],
];

/**
 * What was said, and titles, are found by their words; an agent's sessions are listed, and usage is summed, from indexes.
 *
 * Triggers keep the words: what a column is generated from TypeORM looks up in a table of its own.
 */
export class SessionSearch1764410000000 implements MigrationInterface {
  readonly name = 'SessionSearch1764410000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const collation = await collationIn(queryRunner);
    for (const [table, column, text, source] of SEARCHED) {
      // Generated once: that fills it while the table is written anew, where an update would leave each row twice.
      await queryRunner.query(
        `alter table ${table} add column ${column} tsvector generated always as (${wordsOf(text, collation)}) stored`,
      );
      await queryRunner.query(`alter table ${table} alter column ${column} drop expression`);
      const ofNew = text.replace(source, `new.${source}`);
      await queryRunner.query(
        `create function ${table}_${column}() returns trigger language plpgsql as $$
         begin
           new.${column} := ${wordsOf(ofNew, collation)};
           return new;
         end $$`,
      );
      await queryRunner.query(
        `create trigger ${table}_${column} before insert or update of ${source} on ${table}
         for each row execute function ${table}_${column}()`,
      );
    }
    await queryRunner.query('create index messages_words on messages using gin (words)');
    await queryRunner.query('create index sessions_title on sessions using gin (title_words)');
    await queryRunner.query('drop index sessions_agent');
    await queryRunner.query(
      'create index sessions_agent on sessions (agent_id, last_activity_at, id)',
    );
    await queryRunner.query('create index turns_recent on turns (started_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index turns_recent');
    await queryRunner.query('drop index sessions_agent');
    await queryRunner.query('create index sessions_agent on sessions (agent_id)');
    for (const [table, column] of SEARCHED) {
      await queryRunner.query(`drop trigger ${table}_${column} on ${table}`);
      await queryRunner.query(`drop function ${table}_${column}()`);
      await queryRunner.query(`alter table ${table} drop column ${column}`);
    }
  }
}
