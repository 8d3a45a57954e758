import type { MigrationInterface, QueryRunner } from 'typeorm';

const MARKS = '“”„‟‘’‚‛«»‹›—–…·¿¡、。，！？；：（）「」『』《》';

/** What parts of an id are joined by: PostgreSQL takes `ann@example.org` for one word otherwise. */
const JOINTS = '@.-_:/+';

/** Words of who talks in `row`, without marks, in small letters by the rules of `collation`. */
const wordsOf = (row: string, collation: string) => {
  const text = `lower((coalesce(${row}user_name, '') || ' ' || ${row}user_id)${collation})`;
  return `to_tsvector('simple', translate(${text}, '${MARKS}${JOINTS}', '${' '.repeat(MARKS.length + JOINTS.length)}'))`;
};

/** ICU's, where PostgreSQL was built with it: where the database's locale is C that knows small letters of ASCII only. */
async function collationIn(queryRunner: QueryRunner): Promise<string> {
  const icu = (await queryRunner.query(
    "select 1 from pg_collation where collname = 'und-x-icu'",
  )) as unknown[];
  return icu.length > 0 ? ' collate "und-x-icu"' : '';
}

/** Sessions are found by the name and the id of who talks in them, as they are by their title. */
export class SessionNames1764740000000 implements MigrationInterface {
  readonly name = 'SessionNames1764740000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const collation = await collationIn(queryRunner);
    // Generated once: that fills it while the table is written anew, where an update would leave each row twice.
    await queryRunner.query(
      `alter table sessions add column user_words tsvector generated always as (${wordsOf('', collation)}) stored`,
    );
    await queryRunner.query('alter table sessions alter column user_words drop expression');
    await queryRunner.query(
      `create function sessions_user_words() returns trigger language plpgsql as $$
       begin
         new.user_words := ${wordsOf('new.', collation)};
         return new;
       end $$`,
    );
    await queryRunner.query(
      `create trigger sessions_user_words before insert or update of user_name, user_id on sessions
       for each row execute function sessions_user_words()`,
    );
    await queryRunner.query('create index sessions_names on sessions using gin (user_words)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop trigger sessions_user_words on sessions');
    await queryRunner.query('drop function sessions_user_words()');
    await queryRunner.query('alter table sessions drop column user_words');
  }
}
