/** Marks that PostgreSQL takes for letters where its locale is C, as it is in an embedded database. */
const MARKS = '“”„‟‘’‚‛«»‹›—–…·¿¡、。，！？；：（）「」『』《》';

/**
 * SQL: a text as it is searched, in small letters and without typographic marks; as the migration `session-search` has it
 * for what is stored. ICU's collation, because the database's own may know of no letters but those of ASCII.
 */
export function searchText(text: string): string {
  return `translate(lower(${text} collate "und-x-icu"), '${MARKS}', '${' '.repeat(MARKS.length)}')`;
}
