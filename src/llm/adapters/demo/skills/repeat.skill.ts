import { asSentence, type DemoInput } from '../demo-input';

const REQUEST =
  /^.*?\b(?:repeat after me|say after me|repeat the (?:words|sentence)|repeat|say)\b[\s,:;.!-]*(?:the words?\b[\s,:]*)?(.+)$/is;

/** "Repeat after me: the quick brown fox", "say hello": says just that. */
export function repeatSkill({ plain, original }: DemoInput): string | undefined {
  if (!/^(?:repeat|say)\b/.test(plain)) return undefined;
  const words = REQUEST.exec(original)?.[1];
  return words === undefined ? undefined : asSentence(words);
}
