/** Marks that PostgreSQL takes for letters where its locale is C, as it is in an embedded database. */
const MARKS = /[“”„‟‘’‚‛«»‹›—–…·¿¡、。，！？；：（）「」『』《》]/gu;

/** What somebody looks for, written as what is searched: in small letters, without typographic marks (migration `session-search`). */
export function searchedText(text: string): string {
  return text.toLowerCase().replace(MARKS, ' ');
}

/** What parts of an id are joined by: `ann@example.org`. */
const JOINTS = /[@.\-_:/+]/gu;

/** The same of the name or id of a person (`sessions.user_words`). */
export function searchedName(name: string): string {
  return searchedText(name).replace(JOINTS, ' ');
}
