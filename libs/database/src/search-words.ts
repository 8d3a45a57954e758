/** Marks that PostgreSQL takes for letters where its locale is C, as it is in an embedded database. */
const MARKS = /[“”„‟‘’‚‛«»‹›—–…·¿¡、。，！？；：（）「」『』《》]/gu;

/** What somebody looks for, written as what is searched: in small letters, without typographic marks (migration `session-search`). */
export function searchedText(text: string): string {
  return text.toLowerCase().replace(MARKS, ' ');
}
