/** More is listened to by nobody. */
const MAX_CHARACTERS = 80;

/** The name of an argument as it is said. */
export function spokenName(name: string): string {
  return name.replaceAll(/[_-]+/gu, ' ').trim();
}

/** Without what ends a sentence, or is markup: it stands in a question of the server's own. */
export function spokenValue(value: unknown, maxCharacters = MAX_CHARACTERS): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const line = text.replaceAll(/[\s?!*`_#<>[\]{}"]+/gu, ' ').trim();
  return line.length <= maxCharacters ? line : `${line.slice(0, maxCharacters)}…`;
}
