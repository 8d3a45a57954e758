import { type ChatMessage, ProviderError } from '@vox/voice-core';

/** They tell nothing of what was said, and an error without them is hard to read. */
const TELLS_NOTHING = new Set(
  'a an and are be by for from has in is it no not of on or that the this to was with you'.split(
    ' ',
  ),
);
/** So many words of a prompt in a row are a quotation. */
const QUOTED_WORDS = 3;
const MAX_LENGTH = 300;

const LEFT_OUT = '…';

/**
 * `error` with a message fit for a log: providers repeat the key they refuse and the words they choke on. What somebody
 * said, numbers and keys included, is left out of it word by word, a prompt where it is quoted.
 *
 * It stays the same error, because others know it by identity.
 */
export function redactError(
  error: unknown,
  messages: readonly ChatMessage[],
  secrets: readonly (string | undefined)[],
): unknown {
  if (error instanceof ProviderError) {
    error.message = withoutWords(withoutKeys(error.message, secrets), messages).slice(
      0,
      MAX_LENGTH,
    );
  }
  return error;
}

function withoutKeys(text: string, secrets: readonly (string | undefined)[]): string {
  const known = secrets.filter((secret) => secret !== undefined && secret !== '');
  const bare = known.reduce<string>(
    (left, secret) => left.replaceAll(secret ?? '', LEFT_OUT),
    text,
  );
  // Part of a key, its middle replaced by stars or dots.
  return bare.replace(/\S*(\*{2,}|\.{3,})\S+/gu, LEFT_OUT);
}

function withoutWords(text: string, messages: readonly ChatMessage[]): string {
  const said = new Set<string>();
  const prompts: string[] = [];
  for (const { role, content } of messages) {
    const words = wordsOf(content);
    if (role === 'system') prompts.push(` ${words.join(' ')} `);
    else for (const word of words) if (!TELLS_NOTHING.has(word)) said.add(word);
  }
  const words = wordsOf(text);
  const isQuoted = words.map(() => false);
  for (let start = 0; start + QUOTED_WORDS <= words.length; start++) {
    const run = ` ${words.slice(start, start + QUOTED_WORDS).join(' ')} `;
    if (prompts.some((prompt) => prompt.includes(run)))
      isQuoted.fill(true, start, start + QUOTED_WORDS);
  }
  let index = 0;
  return text.replace(WORD, (word) => {
    const isLeftOut = isQuoted[index] === true || said.has(word.toLowerCase());
    index += 1;
    return isLeftOut ? LEFT_OUT : word;
  });
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’]*/gu;

function wordsOf(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => word.toLowerCase());
}
